// What is left of a page of HTML when it is read as text.
#include "xml/html_text.h"

#include <gtest/gtest.h>

namespace handset::xml {
namespace {

TEST(HtmlText, APageIsItsText) {
  EXPECT_EQ(text_of_html("<!DOCTYPE html>\n<html><head><title>Not this</title>\n"
                         "<style>p { color: red }</style><script>if (a < b) alert(\"</p>\")</script></head>\n"
                         "<body>\n  <h1>Canteen</h1>\n  <p>Soup of\n  the   day</p><p>Fish &amp; chips</p>\n"
                         "</body></html>"),
            "Canteen\nSoup of the day\nFish & chips");
}

TEST(HtmlText, LinesEndAtBreaksAndBlocks) {
  EXPECT_EQ(text_of_html("a<br>b<BR/>c<br><br>d"), "a\nb\nc\n\nd");
  EXPECT_EQ(text_of_html("<div>a<div>b</div></div>c"), "a\nb\nc");
  EXPECT_EQ(text_of_html("<ul><li>one<li>two</li></ul>"), "- one\n- two");
  EXPECT_EQ(text_of_html("<table><tr><td>1</td><td>2</td></tr><tr><td>3</td></tr></table>"), "1 2\n3");
}

TEST(HtmlText, WhatIsWrittenOutStaysAsItIs) {
  EXPECT_EQ(text_of_html("x<pre>a  b\n c</pre>y  z"), "x\na  b\n c\ny z");
}

TEST(HtmlText, InlineTagsLeaveNothing) {
  EXPECT_EQ(text_of_html("a <b class=\"x>y\">bold</b>, <a href='?q=\"'>link</a>."), "a bold, link.");
  EXPECT_EQ(text_of_html("un<!-- > comment -->broken"), "unbroken");
}

TEST(HtmlText, EntitiesAreLetters) {
  EXPECT_EQ(text_of_html("&lt;&#233;&#xE9;&eacute;&euro;&gt;"), "<\xC3\xA9\xC3\xA9\xC3\xA9\xE2\x82\xAC>");
  EXPECT_EQ(text_of_html("a&nbsp;b"), "a b");
  EXPECT_EQ(text_of_html("AT&T &unknown; &#0; &#xD800; &#99999999; &; &"),
            "AT&T &unknown; &#0; &#xD800; &#99999999; &; &");
}

TEST(HtmlText, WhatIsNoTagIsText) {
  EXPECT_EQ(text_of_html("1 < 2 <3 <"), "1 < 2 <3 <");
}

TEST(HtmlText, APageThatEndsTooEarlyEndsThere) {
  for (const char* page : {"a<", "a<b", "a<b x=\"", "a<!--", "a<!x", "a<script>b", "a</"})
    EXPECT_EQ(text_of_html(page).substr(0, 1), "a") << page;
}

TEST(HtmlText, AnyPageEndsInTime) {
  std::string page;
  for (int i = 0; i < 40000; ++i) page += "<script>&";
  EXPECT_LE(text_of_html(page).size(), page.size());
  EXPECT_LE(text_of_html(std::string(190000, '<')).size(), 190000U);
  EXPECT_LE(text_of_html(std::string(190000, '&')).size(), 190000U);
}

}  // namespace
}  // namespace handset::xml
