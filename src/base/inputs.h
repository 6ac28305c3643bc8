// What people and programs do to a phone (a key, new settings) comes in by no handler of the World. So that
// a record of a run is whole, whoever takes such an input opens an InputScope for as long as it works.
//
// A World without InputNotes, which is the usual one, pays one null check an input. The shard's thread.
#pragma once

#include <string_view>
#include <utility>

#include "base/record.h"
#include "base/world.h"

namespace handset {

class InputNotes {
 public:
  virtual void begin_input(std::string_view name, RecordFields fields) = 0;
  virtual void end_input() = 0;

 protected:
  ~InputNotes() = default;
};

class InputScope {
 public:
  // `fields` makes the RecordFields, and is not called when nobody notes them.
  template <class MakeFields>
  InputScope(const World& world, std::string_view name, MakeFields fields) : notes_(world.inputs) {
    if (notes_ != nullptr) notes_->begin_input(name, fields());
  }
  InputScope(const World& world, std::string_view name) : notes_(world.inputs) {
    if (notes_ != nullptr) notes_->begin_input(name, {});
  }
  ~InputScope() {
    if (notes_ != nullptr) notes_->end_input();
  }
  InputScope(const InputScope&) = delete;
  InputScope& operator=(const InputScope&) = delete;

 private:
  InputNotes* notes_;
};

}  // namespace handset
