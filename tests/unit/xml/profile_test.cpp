// Which objects, URIs and handlers the phones of each profile have (reference 2.7, 3).
#include <gtest/gtest.h>
#include <string>

#include "xml/object.h"

namespace handset::xml {
namespace {

constexpr Profile all[] = {Profile::Spa, Profile::Mpp, Profile::Series79};

TEST(Profile, everyday_objects_are_on_all_phones) {
  for (const Profile profile : all) {
    for (const char* root : {"CiscoIPPhoneText", "CiscoIPPhoneMenu", "CiscoIPPhoneInput",
                             "CiscoIPPhoneDirectory", "CiscoIPPhoneExecute", "CiscoIPPhoneImage",
                             "CiscoIPPhoneImageFile", "CiscoIPPhoneIconMenu", "CiscoIPPhoneIconFileMenu",
                             "CiscoIPPhoneGraphicMenu", "CiscoIPPhoneStatus", "CiscoIPPhoneStatusFile"})
      EXPECT_TRUE(has_object(profile, root)) << profile_name(profile) << ' ' << root;
  }
}

TEST(Profile, touched_pictures_are_not_on_multiplatform_phones) {
  for (const Profile profile : all)
    EXPECT_EQ(has_object(profile, "CiscoIPPhoneGraphicFileMenu"), profile != Profile::Mpp)
        << profile_name(profile);
}

TEST(Profile, multiplatform_phones_have_the_uris_of_keys_calls_rings_and_the_device) {
  for (const char* uri : {"http://a", "https://a", "Key:Info", "SoftKey:Exit", "Init:CallHistory", "Dial:1",
                          "EditDial:1", "Play:chime", "Device:Unlock"})
    EXPECT_TRUE(has_scheme(Profile::Mpp, parse_uri(uri).scheme)) << uri;
  for (const char* uri :
       {"QueryStringParam:a=1", "RTPRx:Stop", "RTPTx:Stop", "RTPMRx:Stop", "RTPMTx:Stop", "Display:Default",
        "Vibrate:1:1:1", "Notify:http:a:80:b", "SendDigits:1", "App:Close:0:60:a/b", "Foo:bar", ""})
    EXPECT_FALSE(has_scheme(Profile::Mpp, parse_uri(uri).scheme)) << uri;
}

TEST(Profile, the_others_have_all_uris_but_the_one_that_shakes_them) {
  for (const Profile profile : {Profile::Spa, Profile::Series79}) {
    for (const char* uri : {"http://a", "QueryStringParam:a=1", "RTPRx:Stop", "Display:Default",
                            "Notify:http:a:80:b", "SendDigits:1", "App:Close:0:60:a/b"})
      EXPECT_TRUE(has_scheme(profile, parse_uri(uri).scheme)) << uri;
    for (const char* uri : {"Vibrate:1:1:1", "Foo:bar", ""})
      EXPECT_FALSE(has_scheme(profile, parse_uri(uri).scheme)) << uri;
  }
}

TEST(Profile, handlers_of_the_focus_are_no_attributes_of_a_multiplatform_page) {
  const std::string page =
      R"(<CiscoIPPhoneText appId="a/b" onAppClosed="RTPRx:Stop"><Text>x</Text></CiscoIPPhoneText>)";
  for (const Profile profile : all) {
    const bool known = profile != Profile::Mpp;
    EXPECT_EQ(parse_document(page, {}, {Mode::Strict, profile}).has_value(), known) << profile_name(profile);
    const auto friendly = parse_document(page, {}, {Mode::Friendly, profile});
    ASSERT_TRUE(friendly);
    EXPECT_EQ(friendly->notes.empty(), known);
    EXPECT_EQ(std::get<Text>(friendly->object).common.on_closed, known ? "RTPRx:Stop" : "");
  }
}

}  // namespace
}  // namespace handset::xml
