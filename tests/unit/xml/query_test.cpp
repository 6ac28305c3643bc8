#include "xml/query.h"

#include <gtest/gtest.h>

namespace handset::xml {
namespace {

TEST(AppendQuery, uses_the_query_that_is_there) {
  EXPECT_EQ(append_query("http://a/p", "id=1"), "http://a/p?id=1");
  EXPECT_EQ(append_query("http://a/p?x=1", "id=1"), "http://a/p?x=1&id=1");
  EXPECT_EQ(append_query("http://a/p?", "id=1"), "http://a/p?id=1");
  EXPECT_EQ(append_query("http://a/p#frag?", "id=1"), "http://a/p?id=1");
  EXPECT_EQ(append_query("http://a/p", ""), "http://a/p");
}

TEST(SubmitUrl, has_all_fields_in_their_order_empty_ones_too) {
  EXPECT_EQ(submit_url("http://a/p", {{"b", "1"}, {"a", ""}, {"b", "2"}}), "http://a/p?b=1&a=&b=2");
  EXPECT_EQ(submit_url("http://a/p?x=1#frag", {{"b", "1"}}), "http://a/p?x=1&b=1");
  EXPECT_EQ(submit_url("http://a/p", {}), "http://a/p");
}

TEST(SubmitUrl, escapes_names_and_values_as_utf8) {
  EXPECT_EQ(submit_url("http://a/p", {{"n m", "a+b&c=d #ž%"}}),
            "http://a/p?n%20m=a%2Bb%26c%3Dd%20%23%C5%BE%25");
}

TEST(SubmitUrl, leaves_out_a_field_without_a_name) {
  EXPECT_EQ(submit_url("http://a/p", {{"", "1"}, {"b", "2"}}), "http://a/p?b=2");
}

TEST(KeyWithRow, takes_the_query_of_the_row_to_the_url_of_the_key) {
  EXPECT_EQ(key_with_row("http://a/play", "QueryStringParam:id=8812"), "http://a/play?id=8812");
  EXPECT_EQ(key_with_row("http://a/play?x=1", "querystringparam:id=1&y=2"), "http://a/play?x=1&id=1&y=2");
}

TEST(KeyWithRow, takes_the_query_of_the_key_to_the_url_of_the_row) {
  EXPECT_EQ(key_with_row("QueryStringParam:del=1", "http://a/msg?id=2"), "http://a/msg?id=2&del=1");
}

TEST(KeyWithRow, is_the_key_alone_when_nothing_asks_for_more) {
  EXPECT_EQ(key_with_row("http://a/play", "http://a/row"), "http://a/play");
  EXPECT_EQ(key_with_row("http://a/play", ""), "http://a/play");
  EXPECT_EQ(key_with_row("SoftKey:Exit", "QueryStringParam:id=1"), "SoftKey:Exit");
}

TEST(KeyWithRow, is_nothing_when_there_is_no_url_on_either_side) {
  EXPECT_EQ(key_with_row("QueryStringParam:a=1", ""), "");
  EXPECT_EQ(key_with_row("QueryStringParam:a=1", "QueryStringParam:b=1"), "");
}

TEST(KeyWithRow, escapes_only_what_no_url_may_hold) {
  EXPECT_EQ(key_with_row("http://a/p", "QueryStringParam:q=a%20b c#ž"), "http://a/p?q=a%20b%20c%23%C5%BE");
}

TEST(KeyWithRow, gives_a_notification_its_data) {
  EXPECT_EQ(key_with_row("Notify:http:h:80:p/q", "QueryStringParam:id=1"), "Notify:http:h:80:p/q::id=1");
  EXPECT_EQ(key_with_row("Notify:http:h:80:p:dXNlcg==:old", "QueryStringParam:id=1"),
            "Notify:http:h:80:p:dXNlcg==:id=1");
}

}  // namespace
}  // namespace handset::xml
