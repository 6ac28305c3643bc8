// The values of one phone: the shared defaults and a small overlay of what differs from them. Immutable after
// construction, read from any thread. A value equal to its default takes no room.
//
// The overlay has two layers: what is stored (from profile, page, API or keys, the last one wins) and, above
// it, what the command line locks. Beside them stand the rights of the user account that are not the
// factory's.
#pragma once

#include <cstdint>
#include <optional>
#include <string>
#include <string_view>
#include <vector>

#include "base/time.h"
#include "settings/rights.h"
#include "settings/row.h"

namespace handset::settings {

// Who set a value. Everything but the command line goes to the stored layer.
enum class Origin : std::uint8_t {
  Default,
  Profile,
  Page,  // of the web
  Api,
  Phone,  // its own keys
  CommandLine,
};

[[nodiscard]] std::string_view origin_name(Origin origin);

// Stands for a secret that is set. A value of asterisks alone, four or more, is never taken for one.
inline constexpr std::string_view secret_mask = "********";
// An unchanged secret comes back as its mask; other phones mask with other numbers of asterisks.
[[nodiscard]] bool is_secret_mask(std::string_view value);

class Values {
 public:
  // The value in force, its default included. Views live as long as this object.
  [[nodiscard]] std::string_view text(Address address) const;
  // The same, for people and exports: a secret is a mask, or empty where none is set.
  [[nodiscard]] std::string_view shown_text(Address address) const;
  // Beneath a locked value, what is stored; else the same as text().
  [[nodiscard]] std::string_view stored_text(Address address) const;

  [[nodiscard]] Origin origin(Address address) const;
  [[nodiscard]] WallTime set_at(Address address) const;  // the epoch for a default
  [[nodiscard]] bool locked(Address address) const { return origin(address) == Origin::CommandLine; }

  // Of a row whose type fits; the table's tests see to it that a default reads as its type too.
  [[nodiscard]] bool yes(Address address) const { return text(address) == "Yes"; }
  [[nodiscard]] std::optional<std::int64_t> number(Address address) const;  // nothing: blank
  [[nodiscard]] std::optional<Duration> time(Address address) const;        // nothing: blank
  [[nodiscard]] std::size_t member(Address address) const;  // which of Row::members; blank: their number
  [[nodiscard]] std::vector<std::string_view> list(Address address) const;

  // What the user account may do with it.
  [[nodiscard]] UserRight right(Address address) const;

  // All that differs from the defaults or is locked, in the order of the pages.
  [[nodiscard]] std::vector<Address> changed() const;
  // Whose right is not the factory's, in the order of the pages.
  [[nodiscard]] std::vector<Address> changed_rights() const;
  // Bytes, those behind pointers included.
  [[nodiscard]] std::size_t memory() const;

 protected:
  // 16 bytes. Its text ends where the next one's begins.
  struct Entry {
    RowId row = 0;
    std::uint8_t index = 0;
    Origin origin = Origin::Default;
    std::uint32_t offset = 0;
    WallTime at{};

    [[nodiscard]] Address address() const { return {row, index}; }
  };
  struct Value {
    Address address;
    Origin origin = Origin::Default;
    WallTime at{};
    std::string text;
  };
  // Only what is not the factory's.
  struct Right {
    RowId row = 0;
    std::uint8_t index = 0;
    UserRight right = UserRight::Hidden;

    [[nodiscard]] Address address() const { return {row, index}; }
  };

  Values() = default;
  // Both sorted by address, the locked value of an address behind its stored one.
  Values(const std::vector<Value>& sorted, std::vector<Right> rights);

  [[nodiscard]] std::vector<Value> unpack() const;
  [[nodiscard]] const std::vector<Right>& rights() const { return rights_; }

 private:
  [[nodiscard]] const Entry* find(Address address) const;
  [[nodiscard]] const Entry* find_in_force(Address address) const;
  [[nodiscard]] std::string_view text_of(const Entry& entry) const;

  std::vector<Entry> entries_;
  std::string texts_;
  std::vector<Right> rights_;
};

// What the typed readers of one extension, key or unit have in common. Refers to the Values it was asked of.
class IndexedReader {
 public:
  // `index` from 1.
  IndexedReader(const Values& values, unsigned index)
      : values_(values), index_(static_cast<std::uint8_t>(index)) {}

 protected:
  [[nodiscard]] std::string_view text(RowId row) const { return values_.text({row, index_}); }
  [[nodiscard]] bool yes(RowId row) const { return values_.yes({row, index_}); }
  [[nodiscard]] std::optional<std::int64_t> number(RowId row) const { return values_.number({row, index_}); }
  [[nodiscard]] std::optional<Duration> time(RowId row) const { return values_.time({row, index_}); }
  [[nodiscard]] std::size_t member(RowId row) const { return values_.member({row, index_}); }
  [[nodiscard]] std::vector<std::string_view> list(RowId row) const { return values_.list({row, index_}); }

 private:
  const Values& values_;
  std::uint8_t index_;
};

}  // namespace handset::settings
