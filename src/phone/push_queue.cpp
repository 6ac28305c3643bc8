#include "phone/push_queue.h"

#include <utility>

namespace handset::phone {

void PushQueue::add(const PushSource& from, PushId push, xml::NotifyWork&& work) {
  if (places_.empty()) places_.resize(limit);
  PushWork& place = places_[(head_ + count_) % limit];
  place.from = from;
  place.push = push;
  place.url.assign(work.url);
  place.object = std::move(work.object);
  ++count_;
}

void PushQueue::pop() {
  head_ = (head_ + 1) % limit;
  --count_;
  // The first place again when nothing waits: its text has the room, and is the one that was touched last.
  if (count_ == 0) head_ = 0;
}

}  // namespace handset::phone
