#include "io/certificate.h"

#include <fstream>
#include <gmock/gmock.h>
#include <gtest/gtest.h>
#include <openssl/pem.h>
#include <openssl/x509v3.h>
#include <sys/stat.h>

#include "io/store.h"
#include "temporary_folder.h"
#include "tls_server.h"

namespace handset::io {
namespace {

using ::testing::MatchesRegex;

constexpr WallTime now{hours(24 * 365 * 56)};

struct CertificateTest : ::testing::Test {
  Identity own(const std::vector<std::string>& hosts = {"127.0.0.1", "phone.example"}, WallTime at = now) {
    return own_identity(*store, hosts, at).value();
  }
  static std::shared_ptr<X509> parse(const Identity& identity) {
    BIO* bio = BIO_new_mem_buf(identity.certificate.data(), static_cast<int>(identity.certificate.size()));
    std::shared_ptr<X509> out(PEM_read_bio_X509(bio, nullptr, nullptr, nullptr), X509_free);
    BIO_free(bio);
    return out;
  }

  testing::TemporaryFolder folder;
  std::unique_ptr<FileStore> store = FileStore::open(folder.path() / "data").value();
};

TEST_F(CertificateTest, TheFirstStartMakesOneAndLaterStartsKeepIt) {
  const Identity first = own();
  EXPECT_EQ(fingerprint(own()), fingerprint(first));
  EXPECT_THAT(fingerprint(first), MatchesRegex("([0-9A-F]{2}:){31}[0-9A-F]{2}"));
  EXPECT_NE(fingerprint(own_identity(*std::make_unique<NoStore>(), {}, now).value()), fingerprint(first));
}

TEST_F(CertificateTest, ItIsForTheNamesAndAddressesOfThePhone) {
  const auto certificate =
      parse(own({"127.0.0.1", "::1", "phone.example", "phone.example", "a,DNS:evil.example", ""}));
  ASSERT_TRUE(certificate);
  EXPECT_EQ(X509_check_ip_asc(certificate.get(), "127.0.0.1", 0), 1);
  EXPECT_EQ(X509_check_ip_asc(certificate.get(), "::1", 0), 1);
  EXPECT_EQ(X509_check_host(certificate.get(), "phone.example", 0, 0, nullptr), 1);
  EXPECT_EQ(X509_check_host(certificate.get(), "evil.example", 0, 0, nullptr), 0);
}

TEST_F(CertificateTest, ItsKeyIsReadableByItsOwnerAlone) {
  own();
  struct stat status{};
  ASSERT_EQ(::stat((folder.path() / "data" / "tls-identity").c_str(), &status), 0);
  EXPECT_EQ(status.st_mode & 0777U, 0600U);
}

TEST_F(CertificateTest, ItLastsTenYearsAndIsMadeAnewThen) {
  const std::string first = fingerprint(own());
  EXPECT_EQ(fingerprint(own({}, now + hours(24 * 3649))), first);
  EXPECT_NE(fingerprint(own({}, now + hours(24 * 3651))), first);
}

TEST_F(CertificateTest, ADamagedOneIsAnErrorAndIsLeftAlone) {
  ASSERT_TRUE(store->write("tls-identity", "nonsense"));
  const auto failed = own_identity(*store, {}, now);
  ASSERT_FALSE(failed);
  EXPECT_EQ(failed.error().code, Errc::Malformed);
  EXPECT_EQ(store->read("tls-identity").value(), "nonsense");
}

TEST_F(CertificateTest, OneFromFilesIsReadWithItsKey) {
  const Identity made = own();
  const auto write = [&](const char* name, const std::string& text) {
    std::ofstream(folder.path() / name) << text;
    return folder.path() / name;
  };
  const auto certificate = write("certificate.pem", made.certificate);
  const auto key = write("key.pem", made.key);
  EXPECT_EQ(fingerprint(read_identity(certificate, key).value()), fingerprint(made));
  EXPECT_EQ(read_identity(folder.path() / "nothing", key).error().code, Errc::NotFound);
  EXPECT_EQ(read_identity(folder.path(), key).error().code, Errc::Unavailable);
  EXPECT_EQ(read_identity(key, certificate).error().code, Errc::Malformed);
  NoStore nowhere;
  const auto other = write("other.pem", own_identity(nowhere, {}, now).value().key);
  EXPECT_EQ(read_identity(certificate, other).error().code, Errc::Malformed);
}

}  // namespace
}  // namespace handset::io
