#include "web/pages.h"

#include <gmock/gmock.h>
#include <gtest/gtest.h>

#include "unit/web/rig.h"
#include "web/negotiation.h"

namespace handset::web {
namespace {

using testing::field;
using ::testing::HasSubstr;
using testing::Rig;
using testing::sample_assets;

io::HttpResponse get(std::string path, std::vector<HttpField> fields = {}) {
  const Rig rig;
  return rig.ask(Rig::request("GET", std::move(path), std::move(fields)));
}

bool takes_gzip(std::string accepted) {
  return accepts_gzip(Rig::request("GET", "/", {{"Accept-Encoding", std::move(accepted)}}));
}

TEST(Pages, EveryAddressOfTheAdministrationIsTheSameDocument) {
  for (const char* path : {"/basic", "/advanced", "/admin", "/admin/", "/admin/basic", "/admin/advanced"}) {
    const io::HttpResponse answer = get(path);
    EXPECT_EQ(answer.status, 200) << path;
    EXPECT_EQ(answer.body, sample_assets()[0].bytes) << path;
    EXPECT_EQ(field(answer, "Content-Type"), "text/html; charset=utf-8");
    EXPECT_EQ(field(answer, "Cache-Control"), "no-store");
  }
}

TEST(Pages, ThePhoneIsADocumentOfItsOwn) {
  const io::HttpResponse answer = get("/phone");
  EXPECT_EQ(answer.status, 200);
  EXPECT_EQ(answer.body, sample_assets()[1].bytes);
  EXPECT_EQ(field(answer, "Cache-Control"), "no-store");
  EXPECT_THAT(field(answer, "Content-Security-Policy"), HasSubstr("script-src 'self'"));
}

TEST(Pages, TheBareAddressLeadsToThePhone) {
  const io::HttpResponse answer = get("/");
  EXPECT_EQ(answer.status, 302);
  EXPECT_EQ(field(answer, "Location"), "/phone");
  EXPECT_EQ(field(answer, "Cache-Control"), "no-store");
}

TEST(Pages, ADocumentLoadsWhatThePhoneServesAndNothingElse) {
  EXPECT_EQ(
      field(get("/admin/advanced"), "Content-Security-Policy"),
      "default-src 'none'; script-src 'self'; style-src 'self'; img-src 'self' data:; connect-src 'self'; "
      "form-action 'self'; base-uri 'none'; frame-ancestors 'none'");
  EXPECT_EQ(field(get("/assets/icon.png"), "Content-Security-Policy"),
            "default-src 'none'; frame-ancestors 'none'");
}

TEST(Pages, AFileThatIsNamedByItsContentMayBeKeptForEver) {
  EXPECT_EQ(field(get("/assets/app-2F3KQ7ZD.js"), "Cache-Control"), "public, max-age=31536000, immutable");
  EXPECT_EQ(field(get("/assets/icon.png"), "Cache-Control"), "no-cache");
}

TEST(Pages, AFileComesCompressedToWhoTakesThat) {
  const io::HttpResponse packed = get("/assets/app-2F3KQ7ZD.js", {{"Accept-Encoding", "br, gzip"}});
  EXPECT_EQ(packed.body, "packed script");
  EXPECT_EQ(field(packed, "Content-Encoding"), "gzip");
  EXPECT_EQ(field(packed, "Vary"), "Accept-Encoding");
  EXPECT_EQ(field(packed, "ETag"), "\"a1-gzip\"");
  const io::HttpResponse plain = get("/assets/app-2F3KQ7ZD.js");
  EXPECT_EQ(plain.body, "'use strict'");
  EXPECT_EQ(field(plain, "Content-Encoding"), "");
  EXPECT_EQ(field(plain, "Vary"), "Accept-Encoding");
  EXPECT_EQ(field(plain, "ETag"), "\"a1\"");
  EXPECT_EQ(get("/assets/icon.png", {{"Accept-Encoding", "gzip"}}).body, "picture");
}

TEST(Pages, GzipIsTakenAsAcceptEncodingSays) {
  for (const char* yes :
       {"gzip", "GZIP", "br;q=1.0, gzip;q=0.8", "*", "gzip;q=0.001", "*;q=0, gzip", "deflate , gzip"})
    EXPECT_TRUE(takes_gzip(yes)) << yes;
  for (const char* no :
       {"", "identity", "gzip;q=0", "gzip; q=0.000", "*;q=0", "gzip;q=0, *", "gzipped", "br"})
    EXPECT_FALSE(takes_gzip(no)) << no;
}

TEST(Pages, WhoHasTheFileIsToldSo) {
  for (const char* known : {"\"a1\"", "W/\"a1\"", "\"x\", \"a1\"", "*"}) {
    const io::HttpResponse answer = get("/assets/app-2F3KQ7ZD.js", {{"If-None-Match", known}});
    EXPECT_EQ(answer.status, 304) << known;
    EXPECT_EQ(answer.body, "");
    EXPECT_EQ(field(answer, "ETag"), "\"a1\"");
    EXPECT_EQ(field(answer, "Cache-Control"), "public, max-age=31536000, immutable");
  }
  EXPECT_EQ(get("/assets/app-2F3KQ7ZD.js", {{"If-None-Match", "\"a2\""}}).status, 200);
  EXPECT_EQ(get("/assets/app-2F3KQ7ZD.js", {{"If-None-Match", "\"a1\""}, {"Accept-Encoding", "gzip"}}).status,
            200)
      << "the other form of it";
}

TEST(Pages, PagesAreReadAndNothingElse) {
  const Rig rig;
  EXPECT_EQ(rig.status(Rig::request("HEAD", "/admin/advanced")), 200);
  for (const char* method : {"POST", "PUT", "DELETE", "OPTIONS", "PATCH"}) {
    const io::HttpResponse answer = rig.ask(Rig::request(method, "/admin/advanced"));
    EXPECT_EQ(answer.status, 405) << method;
    EXPECT_EQ(field(answer, "Allow"), "GET, HEAD");
  }
}

TEST(Pages, ABuildWithoutThemSaysSo) {
  const io::HttpResponse answer = page_answer(Rig::request("GET", "/"), {});
  EXPECT_EQ(answer.status, 404);
  EXPECT_THAT(answer.body, HasSubstr("no pages"));
}

}  // namespace
}  // namespace handset::web
