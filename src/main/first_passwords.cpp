#include "main/first_passwords.h"

#include <string_view>

namespace handset::program {
namespace {

constexpr std::string_view file_name = "first-password";

}  // namespace

Attempt<std::string> hand_over_passwords(const web::Accounts& accounts, Store& store, const std::string& data,
                                         bool terminal) {
  const auto fresh = accounts.fresh_passwords();
  std::string words;
  if (fresh.empty()) return words;
  if (terminal) {
    for (const web::FreshPassword& one : fresh)
      words += "password of " + std::string(web::account_name(one.account)) + ": " + one.password + "\n";
    return words + (data.empty() ? "" : "These passwords are shown this once.\n");
  }
  if (data.empty())
    return "The passwords of this start are shown on a terminal only; with --data DIR they go to DIR/" +
           std::string(file_name) + ".\n";
  for (const web::FreshPassword& one : fresh)
    words += std::string(web::account_name(one.account)) + " " + one.password + "\n";
  const std::string path = data + "/" + std::string(file_name);
  if (!store.write(file_name, words))
    return tl::unexpected("Cannot write the first passwords to " + path + ".");
  return "The first passwords are in " + path + ".\n";
}

}  // namespace handset::program
