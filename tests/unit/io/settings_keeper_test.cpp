#include "io/settings_keeper.h"

#include <algorithm>
#include <thread>

#include "keeper_rig.h"
#include "settings/profile.h"

namespace handset::io {
namespace {

using settings::Origin;
using namespace testing;

TEST_F(KeeperTest, BeginsWithTheDefaults) {
  EXPECT_EQ(revision(), 0U);
  EXPECT_EQ(value("SIP_T1"), ".5");
  EXPECT_TRUE(keeper->left_out().empty());
  EXPECT_TRUE(history(*keeper).value().empty());
}

TEST_F(KeeperTest, SaysWhatASubmitHasChanged) {
  const Outcome outcome = submit(*keeper, wish({{"SIP_T1", "1"}, {"SIP_Port_1_", "5070"}}));
  const auto& applied = std::get<ChangeApplied>(outcome);
  EXPECT_EQ(applied.revision, 1U);
  ASSERT_EQ(applied.changed.size(), 2U);
  EXPECT_EQ(applied.changed[0].address, address_of("SIP_T1"));
  EXPECT_EQ(applied.changed[0].before, ".5");
  EXPECT_EQ(applied.changed[0].after, "1");
  EXPECT_FALSE(applied.changed[0].restart);
  EXPECT_EQ(applied.changed[1].address, address_of("SIP_Port_1_"));
  EXPECT_TRUE(applied.changed[1].restart);
  EXPECT_EQ(value("SIP_T1"), "1");
  EXPECT_EQ(revision(), 1U);
}

TEST_F(KeeperTest, KeepsValuesWithWhoSetThemOverARestart) {
  set("SIP_T1", "1");
  set("Password_1_", "correct horse", script());
  const WallTime at = keeper->current()->snapshot->set_at(address_of("SIP_T1"));
  open();
  const SettingsStatePtr state = keeper->current();
  EXPECT_EQ(state->revision, 2U);
  EXPECT_EQ(value("SIP_T1"), "1");
  EXPECT_EQ(value("Password_1_"), "correct horse");
  EXPECT_EQ(state->snapshot->set_at(address_of("SIP_T1")), at);
  EXPECT_EQ(state->snapshot->origin(address_of("SIP_T1")), Origin::Page);
  ASSERT_NE(state->author(address_of("SIP_T1")), nullptr);
  EXPECT_EQ(*state->author(address_of("SIP_T1"))->actor, admin());
  EXPECT_EQ(state->author(address_of("SIP_T1"))->revision, 1U);
  EXPECT_EQ(*state->author(address_of("Password_1_"))->actor, script());
  EXPECT_EQ(state->author(address_of("SIP_T2")), nullptr);
}

TEST_F(KeeperTest, ForgetsAValueThatGoesBackToItsDefault) {
  set("SIP_T1", "1");
  set("SIP_T1", ".5");
  EXPECT_EQ(keeper->current()->author(address_of("SIP_T1")), nullptr);
  open();
  EXPECT_EQ(keeper->current()->snapshot->origin(address_of("SIP_T1")), Origin::Default);
  EXPECT_EQ(revision(), 2U);
}

TEST_F(KeeperTest, TellsAuthorsApartInOneState) {
  submit(*keeper, wish({{"SIP_T1", "1"}, {"SIP_T2", "5"}, {"Station_Name", "a"}}));
  submit(*keeper, wish({{"SIP_T2", "6"}, {"RTP_Port_Min", "16400"}, {"Station_Name", ""}}, script()));
  const SettingsStatePtr state = keeper->current();
  EXPECT_EQ(state->author(address_of("SIP_T1"))->actor->origin, Origin::Page);
  EXPECT_EQ(state->author(address_of("SIP_T2"))->actor->origin, Origin::Api);
  EXPECT_EQ(state->author(address_of("RTP_Port_Min"))->revision, 2U);
  EXPECT_EQ(state->author(address_of("Station_Name")), nullptr);
  EXPECT_EQ(state->authors.size(), 3U);
}

TEST_F(KeeperTest, AppliesNothingOfASubmitWithAFault) {
  const Outcome outcome = submit(*keeper, wish({{"SIP_T1", "1"}, {"SIP_T2", "soon"}, {"No_Such_Tag", ""}}));
  EXPECT_EQ(std::get<ChangeInvalid>(outcome).issues.size(), 2U);
  EXPECT_EQ(value("SIP_T1"), ".5");
  EXPECT_EQ(revision(), 0U);
  EXPECT_TRUE(history(*keeper).value().empty());
}

TEST_F(KeeperTest, DoesNothingWhenNothingChanges) {
  set("SIP_T1", "1");
  const Outcome outcome = submit(*keeper, wish({{"SIP_T1", "1.0"}, {"SIP_T2", "4"}}));
  EXPECT_EQ(std::get<ChangeUnchanged>(outcome).revision, 1U);
  EXPECT_EQ(history(*keeper).value().size(), 1U);
}

TEST_F(KeeperTest, SaysOfADryRunWhatWouldBe) {
  Submission dry = wish({{"SIP_T1", "1"}});
  dry.dry_run = true;
  dry.records = {{"accounts", "x"}};
  const Outcome outcome = submit(*keeper, dry);
  EXPECT_EQ(std::get<ChangeApplied>(outcome).changed.at(0).after, "1");
  EXPECT_EQ(std::get<ChangeApplied>(outcome).revision, 0U);
  EXPECT_EQ(revision(), 0U);
  EXPECT_EQ(value("SIP_T1"), ".5");
  EXPECT_EQ(keeper->read_record("accounts").error().code, Errc::NotFound);
  open();
  EXPECT_EQ(value("SIP_T1"), ".5");
}

TEST_F(KeeperTest, ShowsSecretsAsMasks) {
  set("Password_1_", "correct horse");
  const Outcome outcome = set("Password_1_", "battery staple");
  const auto& changed = std::get<ChangeApplied>(outcome).changed.at(0);
  EXPECT_EQ(changed.before, "********");
  EXPECT_EQ(changed.after, "********");
  const auto entries = history(*keeper).value();
  EXPECT_EQ(entries.at(0).items.at(0).before, "********");
  EXPECT_EQ(entries.at(1).items.at(0).before, "");
  EXPECT_EQ(entries.at(1).items.at(0).after, "********");
}

TEST_F(KeeperTest, TakesOfAProfileWhatIsRight) {
  auto profile = settings::read_profile(
      "<flat-profile><SIP_T1 ua=\"rw\">1</SIP_T1><SIP_T2>soon</SIP_T2><Nonsense>1</Nonsense></flat-profile>");
  ASSERT_TRUE(profile.has_value());
  const Outcome outcome =
      submit(*keeper, {.wanted = *profile, .actor = {Origin::Api, "", "https://example.com/profile.xml"}});
  const auto& applied = std::get<ChangeApplied>(outcome);
  EXPECT_EQ(applied.changed.size(), 1U);
  ASSERT_EQ(applied.rights.size(), 1U);
  EXPECT_EQ(applied.rights[0].before, settings::UserRight::Hidden);
  EXPECT_EQ(applied.rights[0].after, settings::UserRight::ReadWrite);
  EXPECT_EQ(applied.issues.size(), 2U);
  open();
  EXPECT_EQ(keeper->current()->snapshot->origin(address_of("SIP_T1")), Origin::Profile);
  EXPECT_EQ(keeper->current()->snapshot->right(address_of("SIP_T1")), settings::UserRight::ReadWrite);
  EXPECT_EQ(keeper->current()->author(address_of("SIP_T1"))->actor->from, "https://example.com/profile.xml");
}

TEST_F(KeeperTest, LaysTheCommandLineOverWhatIsStored) {
  set("SIP_T1", "1");
  KeeperOptions locked = options();
  locked.command_line = {{"SIP_T1", "2"}};
  open(locked);
  EXPECT_EQ(value("SIP_T1"), "2");
  EXPECT_TRUE(keeper->current()->snapshot->locked(address_of("SIP_T1")));
  EXPECT_EQ(keeper->current()->snapshot->set_at(address_of("SIP_T1")), WallTime(seconds(now)));
  EXPECT_EQ(keeper->current()->author(address_of("SIP_T1")), nullptr);
  EXPECT_TRUE(std::holds_alternative<ChangeInvalid>(set("SIP_T1", "3")));
  open();
  EXPECT_EQ(value("SIP_T1"), "1");
}

TEST_F(KeeperTest, StoresWhatAProfileSaysBeneathALock) {
  KeeperOptions locked = options();
  locked.command_line = {{"SIP_T1", "2"}};
  std::vector<settings::Address> heard;
  locked.listener = [&](const SettingsStatePtr&, const std::vector<settings::Address>& changed) {
    heard = changed;
  };
  open(locked);
  settings::Profile profile;
  profile.change.values = {{"SIP_T1", "1"}, {"SIP_T2", "5"}};
  const Outcome outcome = submit(*keeper, {.wanted = profile, .actor = script()});
  const auto& applied = std::get<ChangeApplied>(outcome);
  ASSERT_EQ(applied.changed.size(), 2U);
  EXPECT_TRUE(applied.changed[0].beneath);
  EXPECT_FALSE(applied.changed[1].beneath);
  EXPECT_EQ(heard, std::vector{address_of("SIP_T2")});
  EXPECT_EQ(value("SIP_T1"), "2");
  open();
  EXPECT_EQ(value("SIP_T1"), "1");
}

TEST_F(KeeperTest, SaysWhatIsWrongWithTheCommandLine) {
  close();
  KeeperOptions wrong = options();
  wrong.command_line = {{"SIP_T1", "soon"}};
  const auto opened = SettingsKeeper::open(wrong);
  ASSERT_FALSE(opened.has_value());
  EXPECT_EQ(std::get<settings::Issues>(opened.error()).at(0).tag, "SIP_T1");
}

TEST_F(KeeperTest, RefusesAChangeThatClaimsToBeTheCommandLine) {
  const Outcome outcome = set("SIP_T1", "1", {Origin::CommandLine, "", ""});
  EXPECT_EQ(std::get<Error>(outcome).code, Errc::Refused);
}

TEST_F(KeeperTest, TellsTheListenerBeforeTheCallbackAndInOrder) {
  std::vector<std::string> events;
  KeeperOptions with = options();
  with.listener = [&](const SettingsStatePtr& state, const std::vector<settings::Address>& changed) {
    EXPECT_EQ(keeper->current(), state);
    EXPECT_EQ(changed.size(), 1U);
    events.push_back("state " + std::to_string(state->revision));
  };
  open(with);
  for (int i = 1; i <= 3; ++i)
    ASSERT_TRUE(keeper->submit(wish({{"SIP_T1", std::to_string(i)}}), [&, i](const Outcome& outcome) {
      EXPECT_EQ(std::get<ChangeApplied>(outcome).revision, static_cast<Revision>(i));
      events.push_back("done " + std::to_string(i));
    }));
  submit(*keeper, wish({}));  // waits for the others
  EXPECT_EQ(events,
            (std::vector<std::string>{"state 1", "done 1", "state 2", "done 2", "state 3", "done 3"}));
}

TEST_F(KeeperTest, FinishesWhatItAcceptedBeforeItEnds) {
  int done = 0;
  for (int i = 0; i < 20; ++i)
    ASSERT_TRUE(
        keeper->submit(wish({{"Station_Name", "n" + std::to_string(i)}}), [&](const Outcome&) { ++done; }));
  close();
  EXPECT_EQ(done, 20);
  open();
  EXPECT_EQ(value("Station_Name"), "n19");
  EXPECT_EQ(revision(), 20U);
}

TEST_F(KeeperTest, RefusesMoreThanMayWait) {
  KeeperOptions with = options();
  with.waiting = 2;
  open(with);
  std::promise<void> begun;
  std::promise<void> go;
  ASSERT_TRUE(keeper->submit(wish({}), [&begun, gone = go.get_future().share()](const Outcome&) {
    begun.set_value();
    gone.wait();
  }));
  begun.get_future().wait();
  EXPECT_TRUE(keeper->submit(wish({}), {}));
  EXPECT_TRUE(keeper->submit(wish({}), {}));
  EXPECT_FALSE(keeper->submit(wish({}), {}));
  EXPECT_EQ(keeper->read_record("x").error().code, Errc::Unavailable);
  go.set_value();
}

TEST_F(KeeperTest, IsReadByManyWhileItWrites) {
  std::atomic<bool> ended = false;
  std::thread reader([&] {
    Revision last = 0;
    while (!ended) {
      const SettingsStatePtr state = keeper->current();
      EXPECT_GE(state->revision, last);
      last = state->revision;
      EXPECT_EQ(state->snapshot->text(address_of("Station_Name")),
                last == 0 ? "" : "n" + std::to_string(last));
    }
  });
  for (int i = 1; i <= 50; ++i) set("Station_Name", "n" + std::to_string(i));
  ended = true;
  reader.join();
}

TEST_F(KeeperTest, KeepsAllInMemoryWithoutAFolder) {
  KeeperOptions with = options();
  with.folder.clear();
  open(with);
  set("Password_1_", "correct horse");
  EXPECT_EQ(value("Password_1_"), "correct horse");
  EXPECT_EQ(history(*keeper).value().size(), 1U);
  EXPECT_TRUE(write_record(*keeper, {"accounts", "x"}).has_value());
  EXPECT_EQ(keeper->read_record("accounts").value(), "x");
}

TEST_F(KeeperTest, KeepsPhonesApartInOneFile) {
  set("SIP_T1", "1");
  KeeperOptions other = options();
  other.phone = "lobby";
  open(other);
  EXPECT_EQ(value("SIP_T1"), ".5");
  set("SIP_T1", "2");
  set("SIP_T1", "3");
  open();
  EXPECT_EQ(value("SIP_T1"), "1");
  EXPECT_EQ(revision(), 1U);
  EXPECT_EQ(history(*keeper).value().size(), 1U);
}

TEST_F(KeeperTest, KeepsRecordsOverARestartAndReplacesThem) {
  EXPECT_EQ(keeper->read_record("accounts").error().code, Errc::NotFound);
  EXPECT_TRUE(write_record(*keeper, {"accounts", "one"}).has_value());
  EXPECT_TRUE(write_record(*keeper, {"accounts", std::string(100'000, 'x')}).has_value());
  open();
  EXPECT_EQ(keeper->read_record("accounts").value(), std::string(100'000, 'x'));
  EXPECT_EQ(write_record(*keeper, {"../accounts", ""}).error().code, Errc::Malformed);
  EXPECT_EQ(keeper->read_record("").error().code, Errc::Malformed);
  EXPECT_EQ(revision(), 0U);
}

TEST_F(KeeperTest, StoresRecordsWithAChangeOrNotAtAll) {
  Submission with = wish({{"SIP_T1", "soon"}});
  with.records = {{"accounts", "one"}};
  with.elsewhere = {"Admin_Passwd"};
  submit(*keeper, with);
  EXPECT_EQ(keeper->read_record("accounts").error().code, Errc::NotFound);
  with.wanted = settings::Change{{{"SIP_T1", "1"}}, {}};
  const Outcome outcome = submit(*keeper, with);
  EXPECT_EQ(std::get<ChangeApplied>(outcome).elsewhere, std::vector<std::string>{"Admin_Passwd"});
  EXPECT_EQ(keeper->read_record("accounts").value(), "one");
}

TEST_F(KeeperTest, CountsWhatIsKeptElsewhereAsAChange) {
  Submission password = wish({});
  password.records = {{"accounts", "hash"}};
  password.elsewhere = {"Admin_Passwd", "Admin_Passwd"};
  EXPECT_EQ(std::get<ChangeApplied>(submit(*keeper, password)).revision, 1U);
  const auto entries = history(*keeper).value();
  ASSERT_EQ(entries.at(0).items.size(), 1U);
  EXPECT_EQ(entries[0].items[0].kind, HistoryKind::Elsewhere);
  EXPECT_EQ(entries[0].items[0].tag, "Admin_Passwd");
  EXPECT_EQ(entries[0].items[0].after, "");
}

TEST_F(KeeperTest, StoresRecordsAloneWithoutAChange) {
  Submission alone = wish({});
  alone.records = {{"accounts", "hash"}};
  EXPECT_TRUE(std::holds_alternative<ChangeUnchanged>(submit(*keeper, alone)));
  EXPECT_EQ(keeper->read_record("accounts").value(), "hash");
}

}  // namespace
}  // namespace handset::io
