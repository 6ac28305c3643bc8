#include "base/fetch.h"

#include <gtest/gtest.h>
#include <set>
#include <string>
#include <vector>

namespace handset {
namespace {

FetchPolicy policy(std::string_view allowed, bool loopback = false, std::vector<Endpoint> listeners = {}) {
  return FetchPolicy::parse(allowed, loopback, std::move(listeners)).value();
}
Endpoint web(std::string_view address, std::uint16_t port = 80) {
  return {IpAddress::parse(address).value(), port};
}
bool allows(const FetchPolicy& rules, std::string_view host, std::string_view address,
            std::uint16_t port = 80) {
  return rules.refuse_host(host).empty() && rules.refuse_address(host, web(address, port)).empty();
}

TEST(BlankFetchPolicy, AllowsPublicAndPrivateAddressesOfAnyName) {
  for (const auto* address :
       {"203.0.113.9", "10.0.0.1", "172.16.0.1", "192.168.1.1", "100.64.0.1", "2001:db8::1", "fd00::1"})
    EXPECT_TRUE(allows(policy(""), "app.example", address)) << address;
  EXPECT_TRUE(allows(policy(" , \t"), "app.example", "10.0.0.1")) << "blanks and commas are blank";
}

TEST(BlankFetchPolicy, RefusesAddressesThatNoServerHas) {
  for (const auto* address : {"169.254.169.254", "fe80::1", "224.0.0.1", "239.1.1.1", "ff02::1", "0.0.0.0",
                              "0.1.2.3", "::", "255.255.255.255"})
    EXPECT_FALSE(allows(policy("", true), "app.example", address)) << address;
}

TEST(BlankFetchPolicy, RefusesIpv6FormsOfRefusedIpv4Addresses) {
  for (const auto* address :
       {"::ffff:127.0.0.1", "::ffff:169.254.169.254", "::ffff:0.0.0.0", "::127.0.0.1", "64:ff9b::127.0.0.1",
        "64:ff9b::a9fe:a9fe", "::ffff:0:169.254.169.254", "2002:7f00:1::1",
        "2002:a9fe:a9fe::", "::ffff:224.0.0.1", "2002:ffff:ffff::", "::2"})
    EXPECT_FALSE(allows(policy(""), "app.example", address)) << address;
  for (const auto* address : {"::ffff:203.0.113.9", "64:ff9b::203.0.113.9", "2002:cb00:7109::1"})
    EXPECT_TRUE(allows(policy(""), "app.example", address)) << address;
}

TEST(BlankFetchPolicy, AllowsLoopbackOnlyWhenThePhoneListensThereOnly) {
  for (const auto* address : {"127.0.0.1", "127.9.9.9", "::1", "::ffff:127.0.0.1"}) {
    EXPECT_FALSE(allows(policy("", false), "localhost", address)) << address;
    EXPECT_TRUE(allows(policy("", true), "localhost", address)) << address;
  }
}

TEST(FetchPolicy, RefusesThePhonesOwnListenersInEveryForm) {
  const auto rules = policy("", true, {web("192.0.2.1", 5060), web("127.0.0.1", 8080)});
  EXPECT_FALSE(allows(rules, "phone.example", "192.0.2.1", 5060));
  EXPECT_FALSE(allows(rules, "phone.example", "::ffff:192.0.2.1", 5060));
  EXPECT_FALSE(allows(rules, "phone.example", "2002:c000:201::1", 5060));
  EXPECT_FALSE(allows(rules, "localhost", "127.0.0.1", 8080));
  EXPECT_TRUE(allows(rules, "localhost", "127.0.0.1", 8081));
  EXPECT_TRUE(allows(rules, "phone.example", "192.0.2.1", 8080));
}

TEST(FetchPolicy, TakesAListenerOnAllAddressesForItsPortOnEveryLoopback) {
  for (const auto* any : {"0.0.0.0", "::"}) {
    const auto rules = policy("", true, {web(any, 8080)});
    for (const auto* address : {"127.0.0.1", "127.0.0.2", "::1", "0.0.0.0", "::", "::ffff:127.0.0.1"})
      EXPECT_FALSE(allows(rules, "localhost", address, 8080)) << any << " " << address;
    EXPECT_TRUE(allows(rules, "localhost", "127.0.0.1", 8081));
  }
}

TEST(FetchPolicy, RefusesOwnListenersAlsoWhenTheyAreListed) {
  const auto rules = policy("127.0.0.0/8, localhost", true, {web("127.0.0.1", 8080)});
  EXPECT_FALSE(allows(rules, "localhost", "127.0.0.1", 8080));
  EXPECT_TRUE(allows(rules, "localhost", "127.0.0.1", 8081));
}

TEST(ListedFetchPolicy, AllowsListedNamesOnlyBeforeTheyAreLookedUp) {
  const auto rules = policy("app.example, menus.example");
  EXPECT_EQ(rules.refuse_host("app.example"), "");
  EXPECT_EQ(rules.refuse_host("APP.Example"), "");
  EXPECT_EQ(rules.refuse_host("app.example."), "") << "the root dot changes nothing";
  for (const auto* host : {"other.example", "example", "app.example.evil.example", "evil-app.example",
                           "sub.app.example", "203.0.113.9", ""})
    EXPECT_NE(rules.refuse_host(host), "") << host;
  EXPECT_TRUE(allows(rules, "app.example", "203.0.113.9"));
}

TEST(ListedFetchPolicy, TakesAStarForAllBelowADomain) {
  const auto rules = policy("*.example.com");
  EXPECT_EQ(rules.refuse_host("app.example.com"), "");
  EXPECT_EQ(rules.refuse_host("a.b.EXAMPLE.com"), "");
  EXPECT_NE(rules.refuse_host("example.com"), "");
  EXPECT_NE(rules.refuse_host("badexample.com"), "");
  EXPECT_NE(rules.refuse_host(".example.com"), "");
}

TEST(ListedFetchPolicy, AllowsEveryNameThatLeadsToAListedAddress) {
  const auto rules = policy("10.0.0.0/8 192.0.2.7 2001:db8::/32");
  EXPECT_TRUE(allows(rules, "anything.example", "10.1.2.3"));
  EXPECT_TRUE(allows(rules, "192.0.2.7", "192.0.2.7"));
  EXPECT_TRUE(allows(rules, "six.example", "2001:db8:1::1"));
  EXPECT_TRUE(allows(rules, "mapped.example", "::ffff:10.1.2.3"));
  EXPECT_FALSE(allows(rules, "anything.example", "11.0.0.1"));
  EXPECT_FALSE(allows(rules, "anything.example", "2001:db9::1"));
}

TEST(ListedFetchPolicy, AListedNameDoesNotLeadToRefusedAddresses) {
  const auto rules = policy("app.example");
  for (const auto* address :
       {"169.254.169.254", "127.0.0.1", "0.0.0.0", "224.0.0.1", "::1", "fe80::1", "::ffff:127.0.0.1"})
    EXPECT_FALSE(allows(rules, "app.example", address)) << address;
}

TEST(ListedFetchPolicy, AListedNetworkOpensAddressesThatAreOtherwiseRefused) {
  EXPECT_TRUE(allows(policy("127.0.0.1"), "localhost", "127.0.0.1"));
  EXPECT_FALSE(allows(policy("127.0.0.1"), "localhost", "127.0.0.2"));
  EXPECT_TRUE(allows(policy("169.254.0.0/16"), "printer.example", "169.254.7.7"));
  EXPECT_TRUE(allows(policy("::1/128"), "localhost", "::1"));
}

TEST(ListedFetchPolicy, AListStaysAListOnAPhoneThatListensOnLoopbackOnly) {
  EXPECT_FALSE(allows(policy("10.0.0.0/8", true), "localhost", "127.0.0.1"));
  EXPECT_FALSE(allows(policy("app.example 10.0.0.0/8", true), "other.example", "127.0.0.1"));
  EXPECT_TRUE(allows(policy("localhost", true), "localhost", "127.0.0.1"));
}

TEST(ListedFetchPolicy, ANameBesideNetworksCountsAtTheAddress) {
  const auto rules = policy("app.example 10.0.0.0/8");
  EXPECT_TRUE(allows(rules, "app.example", "203.0.113.9"));
  EXPECT_FALSE(allows(rules, "other.example", "203.0.113.9"));
  EXPECT_TRUE(allows(rules, "other.example", "10.0.0.9"));
}

TEST(FetchPolicy, SaysWhereItsTextIsWrong) {
  const auto at = [](std::string_view text) {
    const auto result = FetchPolicy::parse(text, false, {});
    return result ? -1 : static_cast<int>(result.error().at);
  };
  EXPECT_EQ(at("app.example,http://x/"), 12);
  EXPECT_EQ(at("10.0.0.0/33"), 0);
  EXPECT_EQ(at("a  *"), 3);
  EXPECT_EQ(at("*."), 0);
  EXPECT_EQ(at("."), 0);
  EXPECT_EQ(at("a*.example"), 0);
  EXPECT_EQ(at("app.example:80"), 0);
  EXPECT_EQ(at(std::string(254, 'a')), 0);
  EXPECT_EQ(at("app.example.,*.example.,10.0.0.0/8\r\n::1"), -1);
}

TEST(PromptWords, AreEmptyForAGoodAnswerAlone) {
  FetchResult result;
  result.status = 200;
  EXPECT_EQ(prompt_words(result), "");
  result.status = 299;
  EXPECT_EQ(prompt_words(result), "");
  for (const int status : {300, 302, 400, 401, 403, 404, 500, 503, 599}) {
    result.status = status;
    EXPECT_NE(prompt_words(result), "") << status;
  }
}

TEST(PromptWords, TellEveryWayToFailApart) {
  std::set<std::string> words;
  constexpr int errors = static_cast<int>(FetchError::Broken);
  for (int error = 1; error <= errors; ++error) {
    FetchResult result;
    result.error = static_cast<FetchError>(error);
    words.insert(prompt_words(result));
  }
  EXPECT_EQ(words.size(), static_cast<std::size_t>(errors));
  EXPECT_EQ(words.count(""), 0U);
}

}  // namespace
}  // namespace handset
