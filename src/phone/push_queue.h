// The pushes that wait for the phone to get round to them: at most eight, in the order in which they came.
// Owned by the phone's Services. The places keep the room of their texts, so that a bare URL is queued
// without an allocation once the phone is warm.
#pragma once

#include <cstddef>
#include <memory>
#include <string>
#include <vector>

#include "phone/push_log.h"
#include "phone/push_source.h"
#include "xml/notify.h"

namespace handset::phone {

struct PushWork {
  PushSource from{};
  PushId push{};
  std::string url;  // empty: `object` is to be run or shown
  std::unique_ptr<xml::Object> object;
};

class PushQueue {
 public:
  static constexpr std::size_t limit = 8;

  [[nodiscard]] bool full() const { return count_ == limit; }
  [[nodiscard]] bool empty() const { return count_ == 0; }
  [[nodiscard]] std::size_t size() const { return count_; }

  // `work` is of kind Url or Document, and the queue not full.
  void add(const PushSource& from, PushId push, xml::NotifyWork&& work);
  // The oldest; the queue must not be empty.
  [[nodiscard]] PushWork& front() { return places_[head_]; }
  void pop();

 private:
  std::vector<PushWork> places_;  // empty until the first push: most phones of a fleet never get one
  std::size_t head_ = 0;
  std::size_t count_ = 0;
};

}  // namespace handset::phone
