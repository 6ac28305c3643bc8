// A line whose keys watch others, and what is told of those.
#pragma once

#include <gtest/gtest.h>
#include <string>

#include "unit/phone/subscription_rig.h"
#include "unit/ua/list_body.h"

namespace handset::phone {

class LineSubscribes : public SubscriptionRig {
 protected:
  void watch(const std::string& script = "fnc=blf+sd+cp;sub=102@$PROXY;ext=102@$PROXY;nme=Bob") {
    ASSERT_TRUE(set("Extended_Function_2_", script));
  }
  void subscribe_mailbox() { ASSERT_TRUE(set("Voice_Mail_Server_1_", "sip.example.org")); }
  unsigned tell(const std::string& dialogs, const std::string& state = "full", unsigned version = 0) {
    return notify(subscribes.back(), {.body = document(dialogs, state, version)});
  }
  static std::string document(const std::string& dialogs, const std::string& state, unsigned version) {
    return "<dialog-info xmlns=\"urn:ietf:params:xml:ns:dialog-info\" version=\"" + std::to_string(version) +
           "\" state=\"" + state + "\">" + dialogs + "</dialog-info>";
  }
  static std::string dialog(const std::string& state, const std::string& inside = {}) {
    return "<dialog id=\"1\" direction=\"recipient\"><state>" + state + "</state>" + inside + "</dialog>";
  }
  unsigned tell_messages(const std::string& body) {
    return notify(subscribes.back(),
                  {.body = body, .type = "application/simple-message-summary", .event = "message-summary"});
  }
  void watch_list(const std::string& uri = "team@$PROXY") {
    ASSERT_TRUE(set("BLF_List_URI", uri));
    ASSERT_TRUE(set("Use_Line_Keys_For_BLF_List", "Yes"));
  }
  void without_consoles() {
    for (const char* tag : {"Unit_1_Enable", "Unit_2_Enable"}) ASSERT_TRUE(set(tag, "No"));
  }
  unsigned tell_list(const test::ListBody& list) {
    return notify(subscribes.back(), {.body = list.text(), .type = test::ListBody::content_type});
  }
  // "2 Bob busy, 3 103 idle": the keys that watch somebody, from 1.
  std::string shown() {
    std::string out;
    for (unsigned key = 0; key < default_model().lines; ++key)
      if (const WatchOptions* watch = phone->watch_of(key))
        out += (out.empty() ? "" : ", ") + std::to_string(key + 1) + " " + watch->label + " " +
               std::string(watch_state_name(phone->watched(key).state));
    return out;
  }
  WatchState state() { return phone->watched(1).state; }
  Lamp lamp() { return phone->lamps().lines[1]; }
};

}  // namespace handset::phone
