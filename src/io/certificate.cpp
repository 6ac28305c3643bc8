#include "io/certificate.h"

#include <algorithm>
#include <array>
#include <chrono>
#include <fstream>
#include <iterator>
#include <memory>
#include <openssl/bio.h>
#include <openssl/ec.h>
#include <openssl/err.h>
#include <openssl/evp.h>
#include <openssl/pem.h>
#include <openssl/rand.h>
#include <openssl/x509v3.h>
#include <optional>
#include <string_view>
#include <utility>

#include "base/text.h"

namespace handset::io {
namespace {

constexpr std::string_view record_name = "tls-identity";
constexpr int days_of_validity = 3650;

struct Free {
  void operator()(BIO* bio) const { BIO_free_all(bio); }
  void operator()(X509* certificate) const { X509_free(certificate); }
  void operator()(EVP_PKEY* key) const { EVP_PKEY_free(key); }
  void operator()(X509_EXTENSION* extension) const { X509_EXTENSION_free(extension); }
};
using Bio = std::unique_ptr<BIO, Free>;
using Certificate = std::unique_ptr<X509, Free>;
using Key = std::unique_ptr<EVP_PKEY, Free>;

std::time_t seconds_of(WallTime time) {
  return std::chrono::system_clock::to_time_t(time);
}

Bio reader(std::string_view text) {
  return Bio(BIO_new_mem_buf(text.data(), static_cast<int>(text.size())));
}

std::string written(BIO* bio) {
  char* data = nullptr;
  const long size = BIO_get_mem_data(bio, &data);
  return size > 0 ? std::string(data, static_cast<std::size_t>(size)) : std::string();
}

Certificate read_certificate(std::string_view pem) {
  const Bio bio = reader(pem);
  return Certificate(PEM_read_bio_X509(bio.get(), nullptr, nullptr, nullptr));
}

// A key under a pass phrase is not asked for: nobody sits at this program.
int no_pass_phrase(char* /*buffer*/, int /*size*/, int /*writing*/, void* /*user*/) {
  return -1;
}

bool fit_together(const Identity& identity) {
  const Certificate certificate = read_certificate(identity.certificate);
  const Bio bio = reader(identity.key);
  const Key key(PEM_read_bio_PrivateKey(bio.get(), nullptr, no_pass_phrase, nullptr));
  const bool fit = certificate && key && X509_check_private_key(certificate.get(), key.get()) == 1;
  ERR_clear_error();
  return fit;
}

bool has_expired(const Identity& identity, WallTime now) {
  const Certificate certificate = read_certificate(identity.certificate);
  std::time_t at = seconds_of(now);
  return !certificate || X509_cmp_time(X509_get0_notAfter(certificate.get()), &at) <= 0;
}

// "IP:192.0.2.1,DNS:phone.example"; what is neither is left out.
std::string alternative_names(const std::vector<std::string>& hosts) {
  std::string out;
  std::vector<std::string> seen;
  for (const std::string& host : hosts) {
    const bool address = IpAddress::parse(host).has_value();
    const bool name = !host.empty() && host.size() <= 253 &&
                      std::all_of(host.begin(), host.end(),
                                  [](char c) { return is_alnum(c) || c == '-' || c == '.' || c == '_'; });
    if ((!address && !name) || std::find(seen.begin(), seen.end(), host) != seen.end()) continue;
    seen.push_back(host);
    out += (out.empty() ? "" : ",") + std::string(address ? "IP:" : "DNS:") + host;
  }
  return out;
}

bool add_extension(X509* certificate, int kind, const std::string& value) {
  const std::unique_ptr<X509_EXTENSION, Free> extension(
      X509V3_EXT_conf_nid(nullptr, nullptr, kind, value.c_str()));
  return extension && X509_add_ext(certificate, extension.get(), -1) == 1;
}

bool fill(X509* certificate, EVP_PKEY* key, const std::string& names, WallTime now) {
  constexpr long day = 24L * 60 * 60;
  constexpr std::string_view common_name = "Handset";
  std::time_t at = seconds_of(now);
  std::uint64_t serial = 0;
  if (RAND_bytes(reinterpret_cast<unsigned char*>(&serial), sizeof(serial)) != 1) return false;
  X509_NAME* name = X509_get_subject_name(certificate);
  return X509_set_version(certificate, X509_VERSION_3) == 1 &&
         ASN1_INTEGER_set_uint64(X509_get_serialNumber(certificate), serial >> 1U | 1U) == 1 &&
         X509_time_adj_ex(X509_getm_notBefore(certificate), 0, -day, &at) != nullptr &&
         X509_time_adj_ex(X509_getm_notAfter(certificate), days_of_validity, 0, &at) != nullptr &&
         X509_set_pubkey(certificate, key) == 1 &&
         X509_NAME_add_entry_by_txt(name, "CN", MBSTRING_ASC,
                                    reinterpret_cast<const unsigned char*>(common_name.data()),
                                    static_cast<int>(common_name.size()), -1, 0) == 1 &&
         X509_set_issuer_name(certificate, name) == 1 &&
         add_extension(certificate, NID_basic_constraints, "critical,CA:FALSE") &&
         add_extension(certificate, NID_key_usage, "critical,digitalSignature") &&
         add_extension(certificate, NID_ext_key_usage, "serverAuth,clientAuth") &&
         (names.empty() || add_extension(certificate, NID_subject_alt_name, names)) &&
         X509_sign(certificate, key, EVP_sha256()) > 0;
}

std::optional<Identity> make_identity(const std::vector<std::string>& hosts, WallTime now) {
  const Key key(EVP_EC_gen("P-256"));
  const Certificate certificate(X509_new());
  if (!key || !certificate || !fill(certificate.get(), key.get(), alternative_names(hosts), now))
    return std::nullopt;
  const Bio certificate_pem(BIO_new(BIO_s_mem()));
  const Bio key_pem(BIO_new(BIO_s_secmem()));
  if (PEM_write_bio_X509(certificate_pem.get(), certificate.get()) != 1 ||
      PEM_write_bio_PrivateKey(key_pem.get(), key.get(), nullptr, nullptr, 0, nullptr, nullptr) != 1)
    return std::nullopt;
  return Identity{written(certificate_pem.get()), written(key_pem.get())};
}

Result<std::string> read_file(const std::filesystem::path& path) {
  constexpr std::size_t most = std::size_t{1} << 20;
  std::error_code ignored;
  if (!std::filesystem::exists(path, ignored)) return fail(Errc::NotFound, "there is no such file");
  std::ifstream file(path, std::ios::binary);
  if (!file || !std::filesystem::is_regular_file(path, ignored))
    return fail(Errc::Unavailable, "the file cannot be read");
  std::string text;
  for (std::array<char, 4096> piece{}; file;
       text.append(piece.data(), static_cast<std::size_t>(file.gcount()))) {
    if (text.size() > most) return fail(Errc::TooLarge, "the file is too large for a certificate or a key");
    file.read(piece.data(), piece.size());
  }
  return text;
}

}  // namespace

Result<Identity> read_identity(const std::filesystem::path& certificate, const std::filesystem::path& key) {
  auto certificate_pem = read_file(certificate);
  if (!certificate_pem) return tl::unexpected(certificate_pem.error());
  auto key_pem = read_file(key);
  if (!key_pem) return tl::unexpected(key_pem.error());
  Identity identity{*std::move(certificate_pem), *std::move(key_pem)};
  if (!fit_together(identity))
    return fail(Errc::Malformed,
                "the files are no certificate and its key, in PEM and without a pass phrase");
  return identity;
}

Result<Identity> own_identity(Store& store, const std::vector<std::string>& hosts, WallTime now) {
  const auto kept = store.read(record_name);
  if (kept) {
    // One record, so that certificate and key are replaced together. Each is found by its own PEM label.
    Identity identity{*kept, *kept};
    if (!fit_together(identity))
      return fail(Errc::Malformed, "the record tls-identity is damaged: remove it to get a new certificate");
    if (!has_expired(identity, now)) return identity;
  } else if (kept.error().code != Errc::NotFound) {
    return tl::unexpected(kept.error());
  }
  const auto made = make_identity(hosts, now);
  if (!made) return fail(Errc::Unavailable, "no certificate could be made");
  [[maybe_unused]] const auto written_down = store.write(record_name, made->certificate + made->key);
  return *made;
}

std::string fingerprint(const Identity& identity) {
  const Certificate certificate = read_certificate(identity.certificate);
  std::array<unsigned char, EVP_MAX_MD_SIZE> digest{};
  unsigned size = 0;
  if (!certificate || X509_digest(certificate.get(), EVP_sha256(), digest.data(), &size) != 1) return {};
  std::string out;
  for (unsigned i = 0; i < size; ++i) {
    constexpr std::string_view digits = "0123456789ABCDEF";
    if (i > 0) out += ':';
    out += digits[digest[i] >> 4U];
    out += digits[digest[i] & 15U];
  }
  return out;
}

}  // namespace handset::io
