// Customers: the ledger's own customers as last read, which contact rules look into: a snapshot with a hash,
// so that a decision can say what it was made from. One copy, immutable, safe from any thread; made to be
// large: a customer costs its text and sixteen bytes.
#pragma once

#include <cstdint>
#include <optional>
#include <string>
#include <string_view>
#include <vector>

#include "base/result.h"

namespace crosswalk {

// All but the code may be empty: the ledger does not tell it.
struct LedgerCustomer {
  std::string code;  // what documents name; the ledger has it once
  std::string name = {};
  std::string email = {};
  std::string external_id = {};  // the number that the customer has elsewhere
  bool active = true;
};

class Customers {
 public:
  enum class Key { code, name, email, external_id };

  // In any order. ErrorKind::outside: one has no code, or two have the same.
  static Result<Customers> of(std::vector<LedgerCustomer> list);
  // From `text()`, as the store keeps it.
  static Result<Customers> read(std::string text);

  const std::string& text() const { return text_; }
  // Over everything that is known of all of them: 12 digits, the same whatever the order they were read in.
  const std::string& hash() const { return hash_; }
  std::size_t size() const { return begins_.size(); }

  struct View {
    std::string_view code;
    std::string_view name;
    std::string_view email;
    std::string_view external_id;
    bool active = true;
  };
  // By code; it lives as long as the snapshot.
  View at(std::uint32_t number) const;

  // Who has `value`, blanks around it left out: names and e-mail addresses without regard to the case of
  // ASCII letters, codes and external ids exactly. Where an active one is found, inactive ones do not count.
  struct Found {
    std::size_t count = 0;    // more than one: the value names nobody for certain
    std::uint32_t first = 0;  // of the first, in order of their codes
    std::uint32_t second = 0;
  };
  Found find(Key key, std::string_view value) const;

 private:
  void index();
  std::string_view field(std::uint32_t number, Key key) const;

  std::string text_;  // a line each, sorted by code, its fields parted by `separator`
  std::string hash_;
  std::vector<std::uint32_t> begins_;   // of the lines
  std::vector<std::uint32_t> by_name_;  // numbers in order of the folded name; those without one are left out
  std::vector<std::uint32_t> by_email_;
  std::vector<std::uint32_t> by_external_id_;
};

// What became of customers between two snapshots; codes in order.
struct CustomerChanges {
  std::vector<std::string> added;
  std::vector<std::string> renamed;
  std::vector<std::string> ended;     // no longer active
  std::vector<std::string> vanished;  // no longer listed
};
CustomerChanges changes_between(const Customers& before, const Customers& now);

}  // namespace crosswalk
