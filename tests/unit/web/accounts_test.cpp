#include "web/accounts.h"

#include <gmock/gmock.h>
#include <gtest/gtest.h>

#include "sip/digest.h"
#include "unit/web/rig.h"

namespace handset::web {
namespace {

using testing::cheap;
using ::testing::HasSubstr;
using testing::MapRecords;
using ::testing::Not;

class LinesLog final : public Log {
 public:
  [[nodiscard]] bool enabled(LogLevel) const override { return true; }
  void write(LogLevel, std::string_view, std::string_view text) override { lines.emplace_back(text); }
  std::vector<std::string> lines;
};

struct AccountsTest : ::testing::Test {
  std::unique_ptr<Accounts> open(AccountsOptions options = {cheap}) {
    return Accounts::load_or_create(kept.records(), random, options).value();
  }
  // A new password as the pages set it: the record first, then the accounts.
  void set(Accounts& accounts, Account account, std::string_view password) {
    auto pending = accounts.prepare(account, password).value();
    kept.texts[pending.record_name] = pending.record;
    accounts.adopt(std::move(pending));
  }
  std::string& record(Account account = Account::Admin) {
    return kept.texts.at("web-account-" + std::string(account_name(account)));
  }

  MapRecords kept;
  io::SystemRandom random;
  LinesLog log;
};

TEST_F(AccountsTest, TheFirstStartMakesARandomPasswordForEachAccount) {
  const auto accounts = open();
  const auto fresh = accounts->fresh_passwords();
  ASSERT_EQ(fresh.size(), 2U);
  EXPECT_EQ(fresh[0].account, Account::Admin);
  EXPECT_EQ(fresh[1].account, Account::User);
  EXPECT_EQ(fresh[0].password.size(), 16U);
  EXPECT_NE(fresh[0].password, fresh[1].password);
  EXPECT_EQ(accounts->check("admin", fresh[0].password), Account::Admin);
  EXPECT_EQ(accounts->check("user", fresh[1].password), Account::User);
  EXPECT_TRUE(accounts->kept());
}

TEST_F(AccountsTest, PasswordsSurviveARestartAndAreNotFreshThen) {
  const auto fresh = open()->fresh_passwords();
  const auto again = open();
  EXPECT_TRUE(again->fresh_passwords().empty());
  EXPECT_EQ(again->check("admin", fresh[0].password), Account::Admin);
  EXPECT_EQ(again->check("user", fresh[1].password), Account::User);
}

TEST_F(AccountsTest, AWrongPasswordOrNameIsNobody) {
  const auto accounts = open();
  const auto fresh = accounts->fresh_passwords();
  EXPECT_FALSE(accounts->check("admin", fresh[1].password)) << "the password of the other account";
  EXPECT_FALSE(accounts->check("admin", ""));
  EXPECT_FALSE(accounts->check("admin", "admin"));
  EXPECT_FALSE(accounts->check("Admin", fresh[0].password));
  EXPECT_FALSE(accounts->check("nobody", fresh[0].password));
  EXPECT_FALSE(accounts->check("", ""));
}

TEST_F(AccountsTest, TheRecordsHoldNoPassword) {
  const auto accounts = open();
  const std::string fresh = accounts->fresh_passwords().front().password;
  EXPECT_THAT(record(), Not(HasSubstr(fresh)));
  set(*accounts, Account::Admin, "correct horse");
  EXPECT_THAT(record(), Not(HasSubstr("correct horse")));
  EXPECT_THAT(record(), HasSubstr("admin scrypt 16 1 1 "));
}

TEST_F(AccountsTest, EqualPasswordsHaveDifferentHashes) {
  const auto accounts = open();
  set(*accounts, Account::Admin, "same");
  const std::string first = record();
  set(*accounts, Account::Admin, "same");
  EXPECT_NE(record(), first);
}

TEST_F(AccountsTest, DigestsHaveTheirHa1ForEachAlgorithmAlsoAfterARestart) {
  set(*open(), Account::User, "secret");
  const auto accounts = open();
  for (const DigestAlgorithm algorithm : {DigestAlgorithm::Md5, DigestAlgorithm::Sha256})
    EXPECT_EQ(accounts->ha1(Account::User, algorithm),
              sip::digest_ha1(algorithm, "user", "Handset", "secret").view());
  EXPECT_FALSE(accounts->ha1(Account::User, DigestAlgorithm::Sha512_256));
}

TEST_F(AccountsTest, APreparedPasswordCountsWhenItIsAdopted) {
  const auto accounts = open();
  const std::string old = accounts->fresh_passwords().front().password;
  const std::string before = record();
  auto pending = accounts->prepare(Account::Admin, "new").value();
  EXPECT_EQ(pending.record_name, "web-account-admin");
  EXPECT_EQ(record(), before) << "writing is another's";
  EXPECT_EQ(accounts->check("admin", old), Account::Admin);
  accounts->adopt(std::move(pending));
  EXPECT_FALSE(accounts->check("admin", old));
  EXPECT_EQ(accounts->check("admin", "new"), Account::Admin);
}

TEST_F(AccountsTest, ANewPasswordEndsTheOldOneAlsoWhereItWasRemembered) {
  const auto accounts = open();
  const std::string old = accounts->fresh_passwords().front().password;
  ASSERT_EQ(accounts->check("admin", old), Account::Admin);
  ASSERT_EQ(accounts->recall("admin", old), Account::Admin);
  const auto changes = accounts->changes(Account::Admin);
  set(*accounts, Account::Admin, "new");
  EXPECT_GT(accounts->changes(Account::Admin), changes);
  EXPECT_FALSE(accounts->recall("admin", old));
  EXPECT_EQ(open()->check("admin", "new"), Account::Admin);
}

TEST_F(AccountsTest, APasswordThatWasSetIsNotFresh) {
  const auto accounts = open();
  set(*accounts, Account::Admin, "mine");
  const auto fresh = accounts->fresh_passwords();
  ASSERT_EQ(fresh.size(), 1U);
  EXPECT_EQ(fresh[0].account, Account::User);
}

TEST_F(AccountsTest, APasswordForThisRunCountsInsteadOfTheKeptOneAndIsKeptNowhere) {
  const auto accounts = open();
  const std::string old = accounts->fresh_passwords().front().password;
  const auto before = kept.texts;
  ASSERT_TRUE(accounts->use_for_this_run(Account::Admin, "given"));
  EXPECT_EQ(accounts->check("admin", "given"), Account::Admin);
  EXPECT_FALSE(accounts->check("admin", old));
  EXPECT_EQ(kept.texts, before);
  set(*accounts, Account::Admin, "set meanwhile");
  EXPECT_EQ(accounts->check("admin", "given"), Account::Admin) << "the command line has the last word";
  EXPECT_FALSE(accounts->check("admin", "set meanwhile"));
  const auto next = open();
  EXPECT_FALSE(next->check("admin", "given"));
  EXPECT_EQ(next->check("admin", "set meanwhile"), Account::Admin);
}

TEST_F(AccountsTest, OnlyCheckedCredentialsAreRecalled) {
  const auto accounts = open();
  const std::string password = accounts->fresh_passwords().front().password;
  EXPECT_FALSE(accounts->recall("admin", password));
  EXPECT_FALSE(accounts->check("admin", "wrong"));
  EXPECT_FALSE(accounts->recall("admin", "wrong"));
  ASSERT_TRUE(accounts->check("admin", password));
  EXPECT_EQ(accounts->recall("admin", password), Account::Admin);
  EXPECT_FALSE(accounts->recall("user", password));
  EXPECT_FALSE(accounts->recall("admin", "wrong"));
}

TEST_F(AccountsTest, OverlongPasswordsAreRefused) {
  const auto accounts = open();
  EXPECT_EQ(accounts->prepare(Account::User, std::string(257, 'x')).error().code, Errc::TooLarge);
  EXPECT_TRUE(accounts->prepare(Account::User, std::string(256, 'x')));
}

TEST_F(AccountsTest, AnEmptyPasswordIsRefusedWhereOthersCanReachThePages) {
  const auto accounts = open();
  EXPECT_EQ(accounts->prepare(Account::User, "").error().code, Errc::Refused);
  EXPECT_EQ(accounts->use_for_this_run(Account::User, "").error().code, Errc::Refused);
}

TEST_F(AccountsTest, OnLoopbackAnAccountMayBeOpen) {
  const auto accounts = open({.cost = cheap, .open_allowed = true});
  EXPECT_FALSE(accounts->is_open(Account::User));
  set(*accounts, Account::User, "");
  EXPECT_TRUE(accounts->is_open(Account::User));
  EXPECT_EQ(accounts->check("user", ""), Account::User);
  EXPECT_FALSE(accounts->check("user", "x"));
  EXPECT_FALSE(accounts->check("admin", ""));
  EXPECT_TRUE(open({.cost = cheap, .open_allowed = true})->is_open(Account::User));
}

TEST_F(AccountsTest, AKeptEmptyPasswordLocksItsAccountWhereOthersCanReachThePages) {
  set(*open({.cost = cheap, .open_allowed = true}), Account::User, "");
  const auto accounts = open({.cost = cheap, .log = &log});
  EXPECT_FALSE(accounts->is_open(Account::User));
  EXPECT_FALSE(accounts->check("user", ""));
  EXPECT_FALSE(accounts->ha1(Account::User, DigestAlgorithm::Md5));
  ASSERT_EQ(log.lines.size(), 1U);
  EXPECT_THAT(log.lines.front(), HasSubstr("user has no password"));
  set(*accounts, Account::User, "something");
  EXPECT_EQ(accounts->check("user", "something"), Account::User);
}

TEST_F(AccountsTest, ADamagedRecordIsAnErrorAndIsLeftAlone) {
  open();
  const std::string good = record();
  for (const std::string& bad : {std::string(), good.substr(0, good.size() - 1), good + "x",
                                 good.substr(good.find('\n') + 1), good.substr(0, good.find("MD5")),
                                 record(Account::User), std::string("handset web account 1\nadmin open\nx"),
                                 std::string("handset web account 1\nadmin scrypt 15 1 1 AAAA AAAA\n")}) {
    record() = bad;
    const auto accounts = Accounts::load_or_create(kept.records(), random, {cheap});
    ASSERT_FALSE(accounts) << bad;
    EXPECT_EQ(accounts.error().code, Errc::Malformed);
    EXPECT_EQ(record(), bad);
  }
}

TEST_F(AccountsTest, CostsThatAreOutOfHandAreNotRun) {
  open();
  const std::string good = record();
  for (const std::string_view cost : {" 15 1 1 ", " 2097152 1 1 ", " 16 0 1 ", " 16 33 1 ", " 16 1 17 "}) {
    record() = good;
    record().replace(record().find(" 16 1 1 "), 8, cost);
    EXPECT_FALSE(Accounts::load_or_create(kept.records(), random, {cheap})) << cost;
  }
}

TEST_F(AccountsTest, TheCostOfARecordHoldsForIt) {
  const auto fresh = open()->fresh_passwords();
  const auto dearer = open({.cost = {32, 2, 1}});
  EXPECT_EQ(dearer->check("admin", fresh[0].password), Account::Admin);
}

TEST_F(AccountsTest, TheCostOfEveryDayWorks) {
  const auto accounts = open({});
  EXPECT_EQ(accounts->check("admin", accounts->fresh_passwords().front().password), Account::Admin);
}

TEST_F(AccountsTest, RecordsThatCannotBeWrittenLeaveAPhoneThatWorksForOneRun) {
  kept.writable = false;
  const auto accounts = open();
  EXPECT_FALSE(accounts->kept());
  EXPECT_EQ(accounts->check("user", accounts->fresh_passwords()[1].password), Account::User);
}

}  // namespace
}  // namespace handset::web
