#include "failing_memory.h"

#include <cstdlib>
#include <new>

namespace {

thread_local bool watched = false;
thread_local std::size_t left_to_go = 0;  // 0: none fails any more

bool strikes() {
  return watched && left_to_go > 0 && --left_to_go == 0;
}

void* taken(std::size_t size) {
  return std::malloc(size == 0 ? 1 : size);
}

void* taken_or_thrown(std::size_t size) {
  void* memory = strikes() ? nullptr : taken(size);
  if (memory == nullptr) throw std::bad_alloc();
  return memory;
}

}  // namespace

void* operator new(std::size_t size) {
  return taken_or_thrown(size);
}
void* operator new[](std::size_t size) {
  return taken_or_thrown(size);
}
void* operator new(std::size_t size, const std::nothrow_t&) noexcept {
  return strikes() ? nullptr : taken(size);
}
void* operator new[](std::size_t size, const std::nothrow_t&) noexcept {
  return strikes() ? nullptr : taken(size);
}
void operator delete(void* memory) noexcept {
  std::free(memory);
}
void operator delete[](void* memory) noexcept {
  std::free(memory);
}
void operator delete(void* memory, std::size_t) noexcept {
  std::free(memory);
}
void operator delete[](void* memory, std::size_t) noexcept {
  std::free(memory);
}
void operator delete(void* memory, const std::nothrow_t&) noexcept {
  std::free(memory);
}
void operator delete[](void* memory, const std::nothrow_t&) noexcept {
  std::free(memory);
}

namespace handset {

FailingMemory::FailingMemory(std::size_t n) {
  left_to_go = n;
}
FailingMemory::~FailingMemory() {
  left_to_go = 0;
  watched = false;
}

bool FailingMemory::struck() const {
  return left_to_go == 0;
}

void FailingMemory::entered() {
  watched = true;
}
void FailingMemory::left() {
  watched = false;
}

}  // namespace handset
