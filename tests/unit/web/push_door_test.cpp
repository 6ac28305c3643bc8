// Who gets a push by HTTP through the dispatcher, in every mode of CISCO_XML_EXE_Auth_Mode.
#include "web/push_door.h"

#include <gmock/gmock.h>
#include <gtest/gtest.h>

#include "unit/web/digest_client.h"
#include "unit/web/rig.h"

namespace handset::web {
namespace {

using testing::admin_password;
using testing::digest_answer;
using testing::DigestClient;
using testing::field;
using ::testing::HasSubstr;
using testing::nonce_of;
using ::testing::Not;
using testing::Rig;
using testing::user_password;

constexpr std::string_view remote_name = "pusher";
constexpr std::string_view remote_password = "word of the pusher";

struct PushDoorTest : ::testing::Test {
  explicit PushDoorTest(const AccountsOptions& options = {testing::cheap}) : rig(options) {
    rig.rules = [this] { return rules; };
    // What is pushed goes no further here.
    rig.rebuild([this] { return rig.hollow_routes(); });
    rules.enabled = true;
  }
  static io::HttpRequest push(std::vector<HttpField> fields = {}) {
    return Rig::request("POST", "/CGI/Execute", std::move(fields), "<a/>");
  }
  static io::HttpRequest over_tls(io::HttpRequest request) {
    request.tls = true;
    return request;
  }
  static HttpField authorization(std::string value) { return {"Authorization", std::move(value)}; }
  std::string fresh_nonce() { return nonce_of(field(rig.ask(push()), "WWW-Authenticate")); }
  static DigestClient user(std::string nonce, unsigned count = 1) {
    return {.user = "user",
            .password = std::string(user_password),
            .algorithm = DigestAlgorithm::Md5,
            .nonce = std::move(nonce),
            .count = count,
            .uri = "/CGI/Execute"};
  }
  static DigestClient remote(std::string nonce, unsigned count = 1) {
    DigestClient client = user(std::move(nonce), count);
    client.user = remote_name;
    client.password = remote_password;
    return client;
  }
  int with_digest(const DigestClient& client) {
    return rig.status(push({authorization(digest_answer(client, "POST"))}));
  }
  void expect_error(const io::HttpResponse& answer, int status, std::string_view words = {}) const {
    EXPECT_EQ(answer.status, status) << answer.body;
    EXPECT_EQ(field(answer, "Content-Type"), "text/xml; charset=utf-8");
    EXPECT_THAT(answer.body, HasSubstr("<CiscoIPPhoneError Number=\"4\">"));
    EXPECT_THAT(answer.body, HasSubstr(std::string(words)));
  }
  void open_to_remote() {
    rules.mode = PushMode::RemoteCredential;
    rules.remote = {std::string(remote_name), std::string(remote_password)};
  }

  Rig rig;
  PushRules rules;
};

TEST_F(PushDoorTest, IsShutByDefaultAndSaysWhatOpensIt) {
  rules = PushRules{};
  EXPECT_FALSE(rules.enabled);
  for (const PushMode mode : {PushMode::Trusted, PushMode::LocalCredential, PushMode::RemoteCredential}) {
    rules.mode = mode;
    const auto answer = rig.ask(push({Rig::basic("user", user_password)}));
    expect_error(answer, 403, "CISCO_XML_EXE_Enable");
    EXPECT_EQ(field(answer, "WWW-Authenticate"), "");
  }
  EXPECT_EQ(rig.slow_checks, 0);
}

TEST_F(PushDoorTest, TrustedAsksNobody) {
  rules.mode = PushMode::Trusted;
  EXPECT_EQ(rig.status(push()), 200);
  EXPECT_EQ(rig.status(push({Rig::basic("nobody", "wrong")})), 200);
  EXPECT_EQ(rig.status(Rig::request("GET", "/CGI/Execute")), 405);
}

TEST_F(PushDoorTest, AForeignPageIsRefusedEvenThen) {
  rules.mode = PushMode::Trusted;
  for (const HttpField& foreign :
       {HttpField{"Origin", "http://evil.example"}, HttpField{"Origin", "null"},
        HttpField{"Sec-Fetch-Site", "cross-site"}, HttpField{"Sec-Fetch-Site", "same-site"},
        HttpField{"Sec-Fetch-Site", "none"}})
    EXPECT_EQ(rig.status(push({foreign})), 403) << foreign.name << ": " << foreign.value;
  io::HttpRequest misdirected = push();
  misdirected.fields = {{"Host", "evil.example"}};
  EXPECT_EQ(rig.status(misdirected), 421);
  EXPECT_EQ(rig.status(push({{"Origin", "http://192.0.2.10:8080"}, {"Sec-Fetch-Site", "same-origin"}})), 200);
}

TEST_F(PushDoorTest, AStrangerIsAskedForDigestFirst) {
  const auto answer = rig.ask(push());
  expect_error(answer, 401, "user account");
  EXPECT_THAT(field(answer, "WWW-Authenticate"),
              ::testing::AllOf(::testing::StartsWith("Digest realm=\"Handset\", nonce=\""),
                               HasSubstr("algorithm=MD5, qop=\"auth\""), Not(HasSubstr("SHA-256")),
                               Not(HasSubstr("Basic"))));
  rules.basic_in_clear = true;
  EXPECT_THAT(field(rig.ask(push()), "WWW-Authenticate"), HasSubstr("\nBasic realm=\"Handset\""));
  rules.basic_in_clear = false;
  EXPECT_THAT(field(rig.ask(over_tls(push())), "WWW-Authenticate"), HasSubstr("\nBasic realm=\"Handset\""));
}

TEST_F(PushDoorTest, ABrowserIsRefusedWithoutItsPasswordDialog) {
  for (const HttpField& tell : {HttpField{"Sec-Fetch-Mode", "cors"}, HttpField{"Cookie", "handset_8080=x"}}) {
    const auto answer = rig.ask(push({tell}));
    expect_error(answer, 401);
    EXPECT_EQ(field(answer, "WWW-Authenticate"), "") << tell.name;
  }
}

TEST_F(PushDoorTest, LocalCredentialIsTheUserAccountByDigest) {
  EXPECT_EQ(with_digest(user(fresh_nonce())), 200);
  DigestClient wrong = user(fresh_nonce());
  wrong.password = "wrong";
  EXPECT_EQ(with_digest(wrong), 401);
  wrong = user(fresh_nonce());
  wrong.uri = "/CGI/Other";
  EXPECT_EQ(with_digest(wrong), 400);
  EXPECT_EQ(rig.status(push({authorization("Digest username=\"user")})), 400);
}

TEST_F(PushDoorTest, AnAnswerCountsOnceInEveryMode) {
  const std::string nonce = fresh_nonce();
  EXPECT_EQ(with_digest(user(nonce, 1)), 200);
  EXPECT_EQ(with_digest(user(nonce, 2)), 200);
  for (unsigned count = 1; count <= 2; ++count) {
    const auto replayed = rig.ask(push({authorization(digest_answer(user(nonce, count), "POST"))}));
    expect_error(replayed, 401);
    EXPECT_THAT(field(replayed, "WWW-Authenticate"), HasSubstr("stale=true"));
  }
  // Nor where only something is shown, nor the other way round.
  open_to_remote();
  const std::string other = fresh_nonce();
  EXPECT_EQ(with_digest(remote(other, 1)), 200);
  EXPECT_EQ(with_digest(remote(other, 1)), 401);
  DigestClient looks = remote(other, 1);
  looks.uri = "/CGI/Screenshot";
  const auto picture = rig.ask(Rig::request("GET", looks.uri, {authorization(digest_answer(looks))}));
  EXPECT_EQ(picture.status, 401);
  EXPECT_THAT(field(picture, "WWW-Authenticate"), HasSubstr("stale=true"));
  rig.now += minutes(6);
  EXPECT_EQ(with_digest(remote(other, 2)), 401);
}

TEST_F(PushDoorTest, TheAdminDoesNotPush) {
  rules.basic_in_clear = true;
  EXPECT_EQ(rig.status(push({Rig::basic("admin", admin_password)})), 401);
  DigestClient admin = user(fresh_nonce());
  admin.user = "admin";
  admin.password = admin_password;
  EXPECT_EQ(with_digest(admin), 401);
  EXPECT_EQ(rig.status(push(rig.log_in(Account::Admin).fields())), 401);
  open_to_remote();
  EXPECT_EQ(rig.status(push({Rig::basic("admin", admin_password)})), 401);
  EXPECT_EQ(rig.slow_checks, 0);
}

TEST_F(PushDoorTest, ALoginByCookieDoesNotPush) {
  EXPECT_EQ(rig.status(push(rig.log_in(Account::User).fields())), 401);
}

TEST_F(PushDoorTest, BasicIsForTlsOrWhereItIsAllowed) {
  const auto refused = rig.ask(push({Rig::basic("user", user_password)}));
  expect_error(refused, 401, "CISCO_XML_EXE_Allow_Basic");
  EXPECT_EQ(rig.slow_checks, 0);
  EXPECT_EQ(rig.status(over_tls(push({Rig::basic("user", user_password)}))), 200);
  EXPECT_EQ(rig.status(over_tls(push({Rig::basic("user", "wrong")}))), 401);
  rules.basic_in_clear = true;
  EXPECT_EQ(rig.status(push({Rig::basic("user", user_password)})), 200);
  open_to_remote();
  EXPECT_EQ(rig.status(push({Rig::basic(remote_name, remote_password)})), 200);
  rules.basic_in_clear = false;
  EXPECT_EQ(rig.status(push({Rig::basic(remote_name, remote_password)})), 401);
  EXPECT_EQ(rig.status(over_tls(push({Rig::basic(remote_name, remote_password)}))), 200);
}

TEST_F(PushDoorTest, AnAuthorizationWithoutASchemeIsBasic) {
  rules.basic_in_clear = true;
  const auto bare = [](std::string_view name, std::string_view password) {
    return authorization(base64_encode(std::string(name) + ":" + std::string(password)));
  };
  EXPECT_EQ(rig.status(push({bare("user", user_password)})), 200);
  EXPECT_EQ(rig.status(push({bare("user", "wrong")})), 401);
  EXPECT_EQ(rig.status(push({authorization("dXNlcg==")})), 401);  // no colon
  EXPECT_EQ(rig.status(push({authorization("Bearer abc")})), 401);
  open_to_remote();
  EXPECT_EQ(rig.status(push({bare(remote_name, remote_password)})), 200);
  // Elsewhere it is none.
  EXPECT_EQ(rig.status(Rig::request("GET", "/api/v1/phone", {bare("user", user_password)})), 401);
}

TEST_F(PushDoorTest, RemoteCredentialIsTheNameAndPasswordForXml) {
  open_to_remote();
  EXPECT_EQ(with_digest(remote(fresh_nonce())), 200);
  EXPECT_EQ(with_digest(user(fresh_nonce())), 401);
  DigestClient wrong = remote(fresh_nonce());
  wrong.password = "wrong";
  EXPECT_EQ(with_digest(wrong), 401);
  DigestClient sha = remote(fresh_nonce());
  sha.algorithm = DigestAlgorithm::Sha256;
  EXPECT_EQ(with_digest(sha), 200);
}

TEST_F(PushDoorTest, TheRemoteNameMayBeThatOfAnAccountAndIsNotIt) {
  open_to_remote();
  rules.remote.user = "admin";
  DigestClient client = remote(fresh_nonce());
  client.user = "admin";
  EXPECT_EQ(with_digest(client), 200);
  client.nonce = fresh_nonce();
  client.password = admin_password;
  EXPECT_EQ(with_digest(client), 401);
  client.nonce = fresh_nonce();
  client.password = remote_password;
  client.uri = "/api/v1/phone";
  EXPECT_EQ(rig.status(Rig::request("GET", client.uri, {authorization(digest_answer(client))})), 401);
}

TEST_F(PushDoorTest, WithoutAPasswordNobodyPushes) {
  open_to_remote();
  for (const Credentials& missing :
       {Credentials{}, Credentials{"pusher", ""}, Credentials{"", "word of the pusher"}}) {
    rules.remote = missing;
    expect_error(rig.ask(push()), 403, "XML_Password");
    expect_error(rig.ask(over_tls(push({Rig::basic(missing.user, missing.password)}))), 403, "XML_Password");
  }
}

struct OpenAccounts : PushDoorTest {
  OpenAccounts() : PushDoorTest({.cost = testing::cheap, .open_allowed = true}) {
    rig.set_password(Account::User, "");
  }
};

TEST_F(OpenAccounts, AnEmptyPasswordOfTheUserAccountShutsTheDoor) {
  expect_error(rig.ask(push()), 403, "User_Password");
  expect_error(rig.ask(over_tls(push({Rig::basic("user", "")}))), 403, "User_Password");
  rig.set_password(Account::User, user_password);
  EXPECT_EQ(with_digest(user(fresh_nonce())), 401);  // challenges from before the new password are stale
  EXPECT_EQ(with_digest(user(fresh_nonce())), 200);
}

TEST_F(PushDoorTest, GuessesMakeTheirSourceWaitInEveryWayAndMode) {
  const auto guess = [&](PushMode mode, bool digest) {
    rules.mode = mode;
    rules.remote = {std::string(remote_name), std::string(remote_password)};
    rules.basic_in_clear = true;
    rig.rebuild([this] { return rig.hollow_routes(); });
    int tries = 0;
    std::string nonce = fresh_nonce();
    for (; tries < 20; ++tries) {
      DigestClient wrong = mode == PushMode::LocalCredential
                               ? user(nonce, static_cast<unsigned>(tries + 1))
                               : remote(nonce, static_cast<unsigned>(tries + 1));
      wrong.password = "wrong";
      const auto answer = rig.ask(
          push({digest ? authorization(digest_answer(wrong, "POST")) : Rig::basic(wrong.user, "wrong")}));
      if (answer.status == 429) {
        expect_error(answer, 429, "wait a little");
        EXPECT_EQ(field(answer, "Retry-After"), "10");
        break;
      }
      EXPECT_EQ(answer.status, 401);
    }
    // The right one waits like any other.
    const DigestClient right = mode == PushMode::LocalCredential ? user(nonce, 100) : remote(nonce, 100);
    EXPECT_EQ(with_digest(right), 429);
    rig.now += seconds(10);
    EXPECT_EQ(with_digest(right), 200);
    return tries;
  };
  for (const PushMode mode : {PushMode::LocalCredential, PushMode::RemoteCredential})
    for (const bool digest : {false, true})
      EXPECT_EQ(guess(mode, digest), 5) << static_cast<int>(mode) << digest;
}

TEST_F(PushDoorTest, WhereTooMuchIsToBeCheckedTheClientComesBack) {
  rules.basic_in_clear = true;
  rig.busy = true;
  const auto answer = rig.ask(push({Rig::basic("user", user_password)}));
  expect_error(answer, 503);
  EXPECT_EQ(field(answer, "Retry-After"), "1");
}

TEST_F(PushDoorTest, WhoMayPushMayLookAndSoMayTheAccounts) {
  const auto look = [&](std::vector<HttpField> fields) {
    return rig.status(Rig::request("GET", "/DeviceInformationX", std::move(fields)));
  };
  const auto accounts_look = [&] {
    EXPECT_EQ(look({Rig::basic("user", user_password)}), 200);
    EXPECT_EQ(look({Rig::basic("admin", admin_password)}), 200);
    EXPECT_EQ(look(rig.log_in(Account::User).fields()), 200);
    EXPECT_EQ(look({Rig::basic("user", "wrong")}), 401);
    rig.now += minutes(1);
  };
  for (const PushMode mode : {PushMode::LocalCredential, PushMode::RemoteCredential, PushMode::Trusted}) {
    rules.enabled = false;
    open_to_remote();
    rules.mode = mode;
    accounts_look();
    EXPECT_EQ(look({}), 401);
    EXPECT_EQ(look({Rig::basic(remote_name, remote_password)}), 401);
    rig.now += minutes(1);
  }
  rules.enabled = true;
  open_to_remote();
  accounts_look();
  EXPECT_EQ(look({}), 401);
  EXPECT_EQ(look({Rig::basic(remote_name, remote_password)}), 401);
  rig.now += minutes(1);
  rules.basic_in_clear = true;
  EXPECT_EQ(look({Rig::basic(remote_name, remote_password)}), 200);
  DigestClient client = remote(fresh_nonce());
  client.uri = "/DeviceInformationX";
  EXPECT_EQ(look({authorization(digest_answer(client))}), 200);
  // No further.
  EXPECT_EQ(rig.status(Rig::request("GET", "/api/v1/phone", {Rig::basic(remote_name, remote_password)})),
            401);
  rules.mode = PushMode::Trusted;
  EXPECT_EQ(look({}), 200);
  EXPECT_EQ(look({{"Sec-Fetch-Site", "cross-site"}}), 403);
  EXPECT_EQ(rig.status(Rig::request("GET", "/api/v1/phone")), 401);
}

TEST_F(PushDoorTest, WhoGuessesAtAShowAddressWaitsAtThePush) {
  open_to_remote();
  for (int i = 0; i < 5; ++i)
    EXPECT_EQ(rig.status(Rig::request("GET", "/CGI/Screenshot", {Rig::basic(remote_name, "wrong")})), 401);
  EXPECT_EQ(rig.status(push()), 429);
  EXPECT_EQ(rig.status(Rig::request("GET", "/CGI/Screenshot", {Rig::basic(remote_name, remote_password)})),
            429);
}

// Where accounts may look as well: no guess at XML_Password goes uncounted, nor waits to be counted behind
// the slow checks of the accounts.
TEST_F(PushDoorTest, GuessesAtXmlPasswordAreCountedAtOnceAtAShowAddress) {
  open_to_remote();
  const auto look = [](HttpField field) {
    return Rig::request("GET", "/CGI/Screenshot", {std::move(field)});
  };
  const auto bare = [](std::string_view password) {
    return authorization(base64_encode(std::string(remote_name) + ":" + std::string(password)));
  };
  const auto basic = [](std::string_view password) { return Rig::basic(remote_name, password); };
  const auto five_guesses = [&](const auto& field_of, bool tls) {
    const auto asked = [&](std::string_view password) {
      return tls ? over_tls(look(field_of(password))) : look(field_of(password));
    };
    EXPECT_EQ(rig.status(asked(remote_password)), 200);
    for (int i = 0; i < 5; ++i) {
      const auto answer = rig.ask(asked("wrong"));
      EXPECT_EQ(answer.status, 401) << i;
      EXPECT_THAT(field(answer, "WWW-Authenticate"), HasSubstr("Digest"));
    }
    // The right one waits as well, so that it is not told apart.
    for (const std::string_view password : {std::string_view("wrong"), remote_password}) {
      const auto answer = rig.ask(asked(password));
      EXPECT_EQ(answer.status, 429);
      EXPECT_EQ(field(answer, "Retry-After"), "10");
    }
    rig.now += minutes(1);
  };
  five_guesses(bare, true);
  five_guesses(basic, true);
  rules.basic_in_clear = true;
  five_guesses(bare, false);
  five_guesses(basic, false);
  EXPECT_EQ(rig.slow_checks, 0);
  // A name that is nobody's is told apart by nothing, not even by time.
  EXPECT_EQ(rig.status(look(Rig::basic("nobody", remote_password))), 401);
  EXPECT_EQ(rig.slow_checks, 0);
}

TEST_F(PushDoorTest, AtAShowAddressTheNamesOfTheAccountsAreTheirs) {
  open_to_remote();
  rules.basic_in_clear = true;
  rules.remote.user = "user";
  const auto look = [&](HttpField field) {
    return rig.status(Rig::request("GET", "/CGI/Screenshot", {std::move(field)}));
  };
  EXPECT_EQ(look(Rig::basic("user", user_password)), 200);
  EXPECT_EQ(look(Rig::basic("user", remote_password)), 401);
  DigestClient client = remote(fresh_nonce());
  client.user = "user";
  client.uri = "/CGI/Screenshot";
  EXPECT_EQ(look(authorization(digest_answer(client))), 200);
  // Without a scheme, and where a push is taken, it is not an account's.
  EXPECT_EQ(look(authorization(base64_encode("user:" + std::string(remote_password)))), 200);
  EXPECT_EQ(rig.status(push({Rig::basic("user", remote_password)})), 200);
}

}  // namespace
}  // namespace handset::web
