#include "ua/send_window.h"

namespace handset::ua {

void SendWindow::unlink(Link& link) {
  link.previous->next = link.next;
  link.next->previous = link.previous;
  link.next = link.previous = &link;
}

void SendWindow::append(Link& list, Link& link) {
  link.previous = list.previous;
  link.next = &list;
  list.previous->next = &link;
  list.previous = &link;
}

SendWindow::~SendWindow() {
  for (Link* list : {&senders_, &waiting_})
    while (list->next != list) remove(static_cast<Place&>(*list->next));
}

void SendWindow::Place::leave() {
  if (window_ == nullptr) return;
  SendWindow& window = *window_;
  window.remove(*this);
  window.admit();
}

void SendWindow::enter(Place& place) {
  place.leave();
  place.window_ = this;
  place.state_ = Place::State::Waits;
  append(waiting_, place);
  admit();
}

void SendWindow::remove(Place& place) {
  if (place.state_ == Place::State::Sends) --sending_;
  unlink(place);
  place.window_ = nullptr;
  place.state_ = Place::State::Away;
}

void SendWindow::admit() {
  while (sending_ < options_.places && waiting_.next != &waiting_) {
    auto& place = static_cast<Place&>(*waiting_.next);
    unlink(place);
    append(senders_, place);
    place.state_ = Place::State::Sends;
    place.until_ = clock_.now() + options_.patience;
    ++sending_;
    watch();
    place.go_(place.owner_);
  }
}

void SendWindow::run_out() {
  while (senders_.next != &senders_) {
    auto& place = static_cast<Place&>(*senders_.next);
    if (place.until_ > clock_.now()) break;
    remove(place);
  }
  watch();
  admit();
}

// One timer for all of them: early for a first one that has left, which costs a look.
void SendWindow::watch() {
  if (!patience_.armed() && senders_.next != &senders_)
    clock_.timers().arm(patience_, static_cast<Place&>(*senders_.next).until_);
}

}  // namespace handset::ua
