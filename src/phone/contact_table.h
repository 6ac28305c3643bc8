// Which line of which phone the user of a Request-URI is: of every request the first thing that is looked up.
// Owned by the switchboard; shard's thread.
//
// One place in memory for a look, and the line itself, which is needed next: a table of nodes costs two or
// three more that are in no cache when a shard has a hundred thousand lines.
#pragma once

#include <cstddef>
#include <cstdint>
#include <string_view>
#include <vector>

namespace handset::phone {

class Line;
class Phone;

struct Contact {
  Phone* phone = nullptr;
  Line* line = nullptr;
};

class ContactTable {
 public:
  // By Line::contact(), case sensitive (RFC 3261 19.1.4). Null when there is none; valid until the next
  // change.
  [[nodiscard]] const Contact* find(std::string_view user) const;
  [[nodiscard]] std::size_t size() const { return size_; }

  // The line has its contact(), and keeps it until it is erased. False, and nothing done, when that is there.
  bool insert(const Contact& contact);
  // Of the line with that contact(); nothing happens when there is none.
  void erase(std::string_view user);

 private:
  struct Place {
    std::uint64_t hash = 0;
    Contact contact{};  // without a line: free
  };

  // Where it is, or the free place where it would be; there is one.
  [[nodiscard]] std::size_t place_of(std::uint64_t hash, std::string_view user) const;
  [[nodiscard]] std::size_t next(std::size_t place) const { return (place + 1) & (places_.size() - 1); }
  void grow();

  std::vector<Place> places_;  // a power of two, at most half of them taken; empty at first
  std::size_t size_ = 0;
};

}  // namespace handset::phone
