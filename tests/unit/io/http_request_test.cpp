#include "io/http_request.h"

#include <gtest/gtest.h>
#include <string>
#include <string_view>

namespace handset::io {
namespace {

using State = HttpRequestReader::State;

// Feeds the bytes in pieces of that size; all of them are taken.
void expect_whole(HttpRequestReader& reader, std::string_view bytes, std::size_t step) {
  std::string input;
  State state = State::Head;
  for (; !bytes.empty(); bytes.remove_prefix(std::min(step, bytes.size()))) {
    ASSERT_NE(state, State::Complete) << "before " << bytes;
    input += bytes.substr(0, step);
    state = reader.feed(input);
    ASSERT_NE(state, State::Refused) << reader.refusal() << " before " << bytes;
  }
  EXPECT_EQ(state, State::Complete);
  EXPECT_EQ(input, "");
}

TEST(HttpRequestReader, ReadsABodyInChunksHoweverItIsSplit) {
  constexpr std::string_view head = "POST / HTTP/1.1\r\nHost: a\r\nTransfer-Encoding: chunked\r\n\r\n";
  for (std::size_t step = 1; step < 12; ++step) {
    HttpRequestReader empty({});
    expect_whole(empty, std::string(head) + "0\r\n\r\n", step);
    EXPECT_EQ(empty.request().body, "") << step;

    HttpRequestReader two({});
    expect_whole(two, std::string(head) + "3\r\nabc\r\n1;x=y\r\nd\r\n0\r\nX-Trailer: z\r\n\r\n", step);
    EXPECT_EQ(two.request().body, "abcd") << step;
  }
}

TEST(HttpRequestReader, LeavesWhatBelongsToTheNextRequest) {
  HttpRequestReader reader({});
  std::string input = "POST / HTTP/1.1\r\nHost: a\r\nTransfer-Encoding: chunked\r\n\r\n0\r\n\r\nGET";
  EXPECT_EQ(reader.feed(input), State::Complete);
  EXPECT_EQ(input, "GET");
}

}  // namespace
}  // namespace handset::io
