#include "simulator/cloudsuite_filter.h"

#include <algorithm>
#include <cctype>
#include <optional>

#include "simulator/cloudsuite_classes.h"
#include "simulator/cloudsuite_query.h"
#include "simulator/cloudsuite_tenant.h"

namespace crosswalk::simulator::cloudsuite_sim {
namespace {

// "MSP*" holds "MSP-1"; every * stands for anything.
bool is_like(std::string_view text, std::string_view pattern) {
  const auto star = pattern.find('*');
  if (star == std::string_view::npos) return text == pattern;
  if (!text.starts_with(pattern.substr(0, star))) return false;
  text.remove_prefix(star);
  pattern.remove_prefix(star + 1);
  for (std::size_t from = 0; from <= text.size(); ++from)
    if (is_like(text.substr(from), pattern)) return true;
  return false;
}

Error broken(std::string_view why) {
  return fail(ErrorKind::invalid, "ConditionNode tree failed: " + std::string(why));
}

// Names, "=" and quoted texts, one after the other.
class Words {
 public:
  explicit Words(std::string_view text) : text_(text) {}
  bool done() {
    text_ = without_blanks(text_);
    return text_.empty();
  }
  // A name or "="; "" when something else stands there.
  std::string_view plain() {
    text_ = without_blanks(text_);
    if (text_.starts_with("=")) return cut(1);
    std::size_t size = 0;
    while (size < text_.size() && (std::isalnum(static_cast<unsigned char>(text_[size])) != 0 ||
                                   text_[size] == '_' || text_[size] == '.'))
      ++size;
    return cut(size);
  }
  std::optional<std::string> quoted() {
    text_ = without_blanks(text_);
    if (!text_.starts_with("\"")) return std::nullopt;
    std::string value;
    for (std::size_t i = 1; i < text_.size(); ++i) {
      if (text_[i] == '"') {
        text_.remove_prefix(i + 1);
        return value;
      }
      if (text_[i] == '\\' && i + 1 < text_.size()) ++i;
      value += text_[i];
    }
    return std::nullopt;
  }

 private:
  std::string_view cut(std::size_t size) {
    const auto word = text_.substr(0, size);
    text_.remove_prefix(size);
    return word;
  }
  std::string_view text_;
};

}  // namespace

const FieldRule* readable_field(const ClassRule& rule, std::string_view spelled,
                                const CloudSuiteSwitches& switches) {
  const FieldRule* field = rule.field(spelled);
  const bool ledger = rule.name == posted_lines || rule.name == journal_lines || rule.name == journals;
  const bool hidden =
      field != nullptr && ledger && field->name == "RunGroup" && !switches.run_group_on_detail;
  return hidden ? nullptr : field;
}

Result<void> RowFilter::add_checked(const ClassRule& rule, std::string_view spelled, std::string value,
                                    bool like, const CloudSuiteSwitches& switches) {
  const FieldRule* field = readable_field(rule, spelled, switches);
  if (field == nullptr) return broken("Field " + std::string(spelled) + " is not defined on " + rule.name);
  if (field->name == "ErrorMessage" && !switches.error_message_filters)
    return broken("Field ErrorMessage cannot be used in a condition");
  conditions_.push_back({field->name, std::move(value), like});
  return {};
}

Result<void> RowFilter::add_plain(const ClassRule& rule, std::string_view text,
                                  const CloudSuiteSwitches& switches) {
  for (const auto part : parts_of(text, "|")) {
    const auto colons = part.find("::");
    if (colons == std::string_view::npos) return broken("Expected name::value");
    if (auto added =
            add_checked(rule, part.substr(0, colons), std::string(part.substr(colons + 2)), false, switches);
        !added)
      return added;
  }
  return {};
}

Result<void> RowFilter::add_lpl(const ClassRule& rule, std::string_view text,
                                const CloudSuiteSwitches& switches) {
  Words words(text);
  for (;;) {
    const auto name = words.plain();
    if (name.empty()) return broken("Expected a field");
    const auto sign = words.plain();
    if (sign != "=" && sign != "like") return broken("Expected a relational operator");
    auto value = words.quoted();
    if (!value) return broken("Expected a quoted value");
    if (auto added = add_checked(rule, name, std::move(*value), sign == "like", switches); !added)
      return added;
    if (words.done()) return {};
    if (words.plain() != "and") return broken("Expected a logical operator");
  }
}

bool RowFilter::matches(const Fields& row) const {
  return std::all_of(conditions_.begin(), conditions_.end(), [&](const Condition& one) {
    const std::string value = value_in(row, one.field);
    return one.like ? is_like(value, one.value) : value == one.value;
  });
}

Fields RowFilter::leading_keys(const ClassRule& rule, std::size_t& parts) const {
  Fields known;
  parts = 0;
  for (const std::string& key : rule.keys) {
    const auto found = std::find_if(conditions_.begin(), conditions_.end(),
                                    [&](const Condition& one) { return one.field == key && !one.like; });
    if (found == conditions_.end()) break;
    known[key] = found->value;
    ++parts;
  }
  return known;
}

}  // namespace crosswalk::simulator::cloudsuite_sim
