#include "model/customers.h"

#include <algorithm>
#include <limits>

#include "base/crypto.h"

namespace crosswalk {
namespace {

constexpr char separator = '\x1f';  // no control character is kept in a field
constexpr std::size_t hash_digits = 12;

char lower(char c) {
  return c >= 'A' && c <= 'Z' ? static_cast<char>(c - 'A' + 'a') : c;
}

// Below 0: a comes first.
int compare(std::string_view a, std::string_view b, bool folds) {
  if (!folds) return a.compare(b);
  const std::size_t both = std::min(a.size(), b.size());
  for (std::size_t i = 0; i < both; ++i) {
    const auto x = static_cast<unsigned char>(lower(a[i]));
    const auto y = static_cast<unsigned char>(lower(b[i]));
    if (x != y) return x < y ? -1 : 1;
  }
  return a.size() == b.size() ? 0 : (a.size() < b.size() ? -1 : 1);
}

bool folds(Customers::Key key) {
  return key == Customers::Key::name || key == Customers::Key::email;
}

std::string_view trimmed(std::string_view text) {
  const auto first = text.find_first_not_of(' ');
  if (first == std::string_view::npos) return {};
  return text.substr(first, text.find_last_not_of(' ') - first + 1);
}

void clean(std::string& text) {
  std::replace_if(
      text.begin(), text.end(), [](char c) { return static_cast<unsigned char>(c) < 0x20 || c == '\x7f'; },
      ' ');
  text = std::string(trimmed(text));
}

}  // namespace

Result<Customers> Customers::of(std::vector<LedgerCustomer> list) {
  for (LedgerCustomer& one : list)
    for (std::string* text : {&one.code, &one.name, &one.email, &one.external_id}) clean(*text);
  std::sort(list.begin(), list.end(),
            [](const LedgerCustomer& a, const LedgerCustomer& b) { return a.code < b.code; });
  Customers customers;
  const std::string* before = nullptr;
  for (const LedgerCustomer& one : list) {
    if (one.code.empty())
      return fail(ErrorKind::outside, "the ledger lists a customer without a code" +
                                          (one.name.empty() ? "" : " (" + one.name + ")") +
                                          "; check which field holds it");
    if (before != nullptr && *before == one.code)
      return fail(ErrorKind::outside, "the ledger lists two customers with the code " + one.code +
                                          "; check whose customers are read, and which field holds the code");
    before = &one.code;
    for (const std::string* text : {&one.code, &one.name, &one.email, &one.external_id})
      customers.text_.append(*text).append(1, separator);
    customers.text_ += one.active ? "1\n" : "0\n";
    if (customers.text_.size() > std::numeric_limits<std::uint32_t>::max())
      return fail(ErrorKind::limit, "the ledger lists more customers than fit into 4 GB");
  }
  customers.index();
  return customers;
}

Result<Customers> Customers::read(std::string text) {
  Customers customers;
  customers.text_ = std::move(text);
  for (std::string_view rest = customers.text_; !rest.empty();) {
    const auto end = rest.find('\n');
    const std::string_view line = rest.substr(0, end);
    if (end == std::string_view::npos || std::count(line.begin(), line.end(), separator) != 4)
      return fail(ErrorKind::io, "the stored customers cannot be read; they are read anew from the ledger");
    rest.remove_prefix(end + 1);
  }
  customers.index();
  return customers;
}

void Customers::index() {
  hash_ = sha256(text_).substr(0, hash_digits);
  for (std::size_t at = 0; at < text_.size(); at = text_.find('\n', at) + 1)
    begins_.push_back(static_cast<std::uint32_t>(at));
  const auto sort = [this](Key key, std::vector<std::uint32_t>& order) {
    for (std::uint32_t number = 0; number < begins_.size(); ++number)
      if (!field(number, key).empty()) order.push_back(number);
    std::stable_sort(order.begin(), order.end(), [&](std::uint32_t a, std::uint32_t b) {
      return compare(field(a, key), field(b, key), folds(key)) < 0;
    });
  };
  sort(Key::name, by_name_);
  sort(Key::email, by_email_);
  sort(Key::external_id, by_external_id_);
}

std::string_view Customers::field(std::uint32_t number, Key key) const {
  std::size_t begin = begins_[number];
  for (int skipped = 0; skipped < static_cast<int>(key); ++skipped) begin = text_.find(separator, begin) + 1;
  return std::string_view(text_).substr(begin, text_.find(separator, begin) - begin);
}

Customers::View Customers::at(std::uint32_t number) const {
  View view{field(number, Key::code), field(number, Key::name), field(number, Key::email),
            field(number, Key::external_id), true};
  const auto behind =
      static_cast<std::size_t>(view.external_id.data() - text_.data()) + view.external_id.size();
  view.active = text_[behind + 1] == '1';
  return view;
}

Customers::Found Customers::find(Key key, std::string_view value) const {
  value = trimmed(value);
  Found found;
  if (value.empty()) return found;
  if (key == Key::code) {
    const auto at = std::partition_point(begins_.begin(), begins_.end(), [&](const std::uint32_t& begin) {
      return field(static_cast<std::uint32_t>(&begin - begins_.data()), key) < value;
    });
    const auto number = static_cast<std::uint32_t>(at - begins_.begin());
    if (at != begins_.end() && field(number, key) == value) found = {1, number, 0};
    return found;
  }
  const auto& order = key == Key::name ? by_name_ : key == Key::email ? by_email_ : by_external_id_;
  const auto below = std::partition_point(order.begin(), order.end(), [&](std::uint32_t number) {
    return compare(field(number, key), value, folds(key)) < 0;
  });
  Found inactive;
  for (auto at = below; at != order.end() && compare(field(*at, key), value, folds(key)) == 0; ++at) {
    Found& into = this->at(*at).active ? found : inactive;
    ++into.count;
    if (into.count == 1) into.first = *at;
    if (into.count == 2) into.second = *at;
  }
  return found.count > 0 ? found : inactive;
}

CustomerChanges changes_between(const Customers& before, const Customers& now) {
  CustomerChanges changes;
  std::uint32_t old = 0;
  std::uint32_t current = 0;
  while (old < before.size() || current < now.size()) {
    const bool only_old =
        current >= now.size() || (old < before.size() && before.at(old).code < now.at(current).code);
    const bool only_new =
        old >= before.size() || (current < now.size() && now.at(current).code < before.at(old).code);
    if (only_old) {
      changes.vanished.emplace_back(before.at(old++).code);
    } else if (only_new) {
      changes.added.emplace_back(now.at(current++).code);
    } else {
      const auto was = before.at(old++);
      const auto is = now.at(current++);
      if (was.name != is.name) changes.renamed.emplace_back(is.code);
      if (was.active && !is.active) changes.ended.emplace_back(is.code);
    }
  }
  return changes;
}

}  // namespace crosswalk
