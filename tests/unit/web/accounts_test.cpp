#include "web/accounts.h"

#include <gmock/gmock.h>
#include <gtest/gtest.h>
#include <map>

#include "io/random.h"
#include "io/store.h"

namespace handset::web {
namespace {

using ::testing::HasSubstr;
using ::testing::Not;

constexpr ScryptCost cheap{16, 1, 1};

class MapStore final : public Store {
 public:
  Result<std::string> read(std::string_view name) override {
    const auto found = values.find(std::string(name));
    if (found == values.end()) return fail(Errc::NotFound, "not there");
    return found->second;
  }
  Result<void> write(std::string_view name, std::string_view value) override {
    values[std::string(name)] = value;
    return {};
  }
  std::map<std::string, std::string> values;
};

struct AccountsTest : ::testing::Test {
  std::unique_ptr<Accounts> open() { return Accounts::load_or_create(store, random, cheap).value(); }
  std::string& record() { return store.values.at("web-accounts"); }

  MapStore store;
  io::SystemRandom random;
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

TEST_F(AccountsTest, TheStoreHoldsNoPassword) {
  const auto accounts = open();
  ASSERT_TRUE(accounts->set_password(Account::Admin, "correct horse"));
  EXPECT_THAT(record(), Not(HasSubstr("correct horse")));
  EXPECT_THAT(record(), Not(HasSubstr(accounts->fresh_passwords().front().password)));
  EXPECT_THAT(record(), HasSubstr("admin scrypt 16 1 1 "));
}

TEST_F(AccountsTest, EqualPasswordsHaveDifferentHashes) {
  const auto accounts = open();
  ASSERT_TRUE(accounts->set_password(Account::Admin, "same"));
  const std::string first = record();
  ASSERT_TRUE(accounts->set_password(Account::Admin, "same"));
  EXPECT_NE(record(), first);
}

TEST_F(AccountsTest, ANewPasswordEndsTheOldOneAlsoWhereItWasRemembered) {
  const auto accounts = open();
  const std::string old = accounts->fresh_passwords().front().password;
  ASSERT_EQ(accounts->check("admin", old), Account::Admin);
  ASSERT_EQ(accounts->recall("admin", old), Account::Admin);
  ASSERT_TRUE(accounts->set_password(Account::Admin, "new"));
  EXPECT_FALSE(accounts->recall("admin", old));
  EXPECT_FALSE(accounts->check("admin", old));
  EXPECT_EQ(accounts->check("admin", "new"), Account::Admin);
  EXPECT_EQ(open()->check("admin", "new"), Account::Admin);
}

TEST_F(AccountsTest, APasswordThatWasSetIsNotFresh) {
  const auto accounts = open();
  ASSERT_TRUE(accounts->set_password(Account::Admin, "mine"));
  const auto fresh = accounts->fresh_passwords();
  ASSERT_EQ(fresh.size(), 1U);
  EXPECT_EQ(fresh[0].account, Account::User);
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

TEST_F(AccountsTest, EmptyAndOverlongPasswordsAreRefusedAndChangeNothing) {
  const auto accounts = open();
  const std::string before = record();
  EXPECT_EQ(accounts->set_password(Account::User, "").error().code, Errc::Refused);
  EXPECT_EQ(accounts->set_password(Account::User, std::string(257, 'x')).error().code, Errc::TooLarge);
  EXPECT_EQ(record(), before);
  EXPECT_TRUE(accounts->set_password(Account::User, std::string(256, 'x')));
}

TEST_F(AccountsTest, ADamagedRecordIsAnErrorAndIsLeftAlone) {
  open();
  const std::string good = record();
  for (const std::string& bad :
       {std::string(), good.substr(0, good.size() - 1), good + "x", good.substr(good.find('\n') + 1),
        std::string("handset web accounts 1\nadmin scrypt 15 1 1 AAAA AAAA\n")}) {
    record() = bad;
    const auto accounts = Accounts::load_or_create(store, random, cheap);
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
    EXPECT_FALSE(Accounts::load_or_create(store, random, cheap)) << cost;
  }
}

TEST_F(AccountsTest, TheCostOfARecordHoldsForIt) {
  const auto fresh = open()->fresh_passwords();
  const auto dearer = Accounts::load_or_create(store, random, {32, 2, 1}).value();
  EXPECT_EQ(dearer->check("admin", fresh[0].password), Account::Admin);
}

TEST_F(AccountsTest, TheCostOfEveryDayWorks) {
  const auto accounts = Accounts::load_or_create(store, random).value();
  EXPECT_EQ(accounts->check("admin", accounts->fresh_passwords().front().password), Account::Admin);
}

TEST(AccountsWithoutAStore, WorkForOneRun) {
  io::NoStore store;
  io::SystemRandom random;
  const auto accounts = Accounts::load_or_create(store, random, cheap).value();
  EXPECT_FALSE(accounts->kept());
  EXPECT_EQ(accounts->check("user", accounts->fresh_passwords()[1].password), Account::User);
  EXPECT_EQ(accounts->set_password(Account::Admin, "x").error().code, Errc::Unavailable);
  EXPECT_EQ(accounts->check("admin", "x"), Account::Admin);
}

}  // namespace
}  // namespace handset::web
