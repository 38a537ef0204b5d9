// The `where` filters of xero_query.h: a recursive-descent parser and its evaluation.
#include <algorithm>
#include <cctype>

#include "simulator/xero_query.h"
#include "simulator/xero_text.h"

namespace crosswalk::simulator::xero_sim {

class FilterParser {
 public:
  explicit FilterParser(std::string_view text) : rest_(text) {}

  Result<Filter> run() {
    const auto root = either(0);
    if (!root) return root.error();
    skip();
    if (!rest_.empty()) return broken();
    filter_.root_ = *root;
    return std::move(filter_);
  }

 private:
  using Node = Filter::Node;
  static constexpr int deepest = 20;

  Error broken() const {
    return fail(ErrorKind::invalid,
                "Expression cannot be read at '" + std::string(rest_.substr(0, 40)) + "'");
  }
  void skip() {
    while (!rest_.empty() && rest_.front() == ' ') rest_.remove_prefix(1);
  }
  bool eat(std::string_view token) {
    skip();
    if (rest_.size() < token.size() || !same_text(rest_.substr(0, token.size()), token)) return false;
    rest_.remove_prefix(token.size());
    return true;
  }
  std::size_t keep(Node node) {
    filter_.nodes_.push_back(std::move(node));
    return filter_.nodes_.size() - 1;
  }
  Result<std::size_t> joined(int depth, bool both) {
    auto left = both ? term(depth) : conjunction(depth);
    while (left && (both ? eat("&&") || eat("AND ") : eat("||") || eat("OR "))) {
      auto right = both ? term(depth) : conjunction(depth);
      if (!right) return right;
      left = keep({both ? Node::Kind::both : Node::Kind::either, {}, {}, {}, *left, *right});
    }
    return left;
  }
  Result<std::size_t> either(int depth) { return joined(depth, false); }
  Result<std::size_t> conjunction(int depth) { return joined(depth, true); }

  Result<std::size_t> term(int depth) {
    if (depth > deepest) return broken();
    if (eat("(")) {
      auto inner = either(depth + 1);
      if (inner && !eat(")")) return broken();
      return inner;
    }
    Node node;
    skip();
    while (!rest_.empty() &&
           (std::isalnum(static_cast<unsigned char>(rest_.front())) != 0 || rest_.front() == '.')) {
      node.field += rest_.front();
      rest_.remove_prefix(1);
    }
    if (node.field.empty()) return broken();
    for (const std::string_view one : {"==", "!=", ">=", "<=", "=", ">", "<"}) {
      if (!eat(one)) continue;
      node.comparison = one == "=" ? "==" : one;
      break;
    }
    if (node.comparison.empty()) return broken();
    auto value = literal();
    if (!value) return value.error();
    node.value = std::move(*value);
    return keep(std::move(node));
  }

  Result<FilterValue> literal() {
    skip();
    if (eat("null")) return FilterValue{};
    if (eat("true") || eat("false")) {
      FilterValue value;
      value.kind = FilterValue::Kind::flag;
      value.flag = same_text(std::string_view(rest_.data() - 4, 4), "true");
      return value;
    }
    if (eat("guid(")) {
      auto value = quoted();
      if (value && (!is_guid(value->text) || !eat(")"))) return broken();
      return value;
    }
    if (eat("DateTime(")) return date();
    if (!rest_.empty() && rest_.front() == '"') return quoted();
    const auto end = std::min(rest_.find_first_not_of("-0123456789.mM"), rest_.size());
    std::string_view token = rest_.substr(0, end);
    while (!token.empty() && (token.back() == 'm' || token.back() == 'M')) token.remove_suffix(1);
    const auto number = Decimal::parse(token);
    if (!number) return broken();
    rest_.remove_prefix(end);
    return FilterValue::of(*number);
  }

  Result<FilterValue> quoted() {
    skip();
    if (rest_.empty() || rest_.front() != '"') return broken();
    std::string text;
    std::size_t at = 1;
    for (; at < rest_.size() && rest_[at] != '"'; ++at) {
      if (rest_[at] == '\\' && at + 1 < rest_.size()) ++at;
      text += rest_[at];
    }
    if (at >= rest_.size()) return broken();
    rest_.remove_prefix(at + 1);
    return FilterValue::of(text);
  }

  Result<FilterValue> date() {
    const auto end = rest_.find(')');
    if (end == std::string_view::npos) return broken();
    int parts[3] = {0, 0, 0};
    std::size_t count = 0;
    for (const std::string& part : split(rest_.substr(0, end), ',')) {
      const auto number = Decimal::parse(trimmed(part));
      if (!number) return broken();
      if (count < 3) parts[count] = static_cast<int>(number->units() / Decimal::one);
      ++count;
    }
    const auto day = Date::of(parts[0], static_cast<unsigned>(parts[1]), static_cast<unsigned>(parts[2]));
    if (count < 3 || !day) return broken();
    rest_.remove_prefix(end + 1);
    return FilterValue::of(*day);
  }

  std::string_view rest_;
  Filter filter_;
};

namespace {

int order_of(const FilterValue& a, const FilterValue& b) {
  const auto sign = [](auto x, auto y) { return x < y ? -1 : (y < x ? 1 : 0); };
  switch (a.kind) {
    case FilterValue::Kind::text:
      return sign(lower(a.text), lower(b.text));
    case FilterValue::Kind::number:
      return sign(a.number, b.number);
    case FilterValue::Kind::date:
      return sign(a.date, b.date);
    case FilterValue::Kind::flag:
      return sign(a.flag, b.flag);
    case FilterValue::Kind::null:
      return 0;
  }
  return 0;
}

}  // namespace

Result<Filter> Filter::parse(std::string_view text) {
  return FilterParser(text).run();
}

Result<bool> Filter::matches(const FieldReader& read) const {
  return matches(root_, read);
}

Result<bool> Filter::matches(std::size_t node_index, const FieldReader& read) const {
  const Node& node = nodes_[node_index];
  if (node.kind != Node::Kind::compare) {
    auto left = matches(node.left, read);
    if (!left || *left == (node.kind == Node::Kind::either)) return left;
    return matches(node.right, read);
  }
  const auto found = read(node.field);
  if (!found) return fail(ErrorKind::invalid, "No property or field '" + node.field + "' exists");
  const bool nothing = found->kind == FilterValue::Kind::null || node.value.kind == FilterValue::Kind::null;
  if (!nothing && found->kind != node.value.kind)
    return fail(ErrorKind::invalid,
                "Operator '" + node.comparison + "' is incompatible with '" + node.field + "'");
  if (nothing && found->kind != node.value.kind) return node.comparison == "!=";
  const int order = order_of(*found, node.value);
  if (node.comparison == "==") return order == 0;
  if (node.comparison == "!=") return order != 0;
  if (node.comparison == ">") return order > 0;
  if (node.comparison == ">=") return order >= 0;
  if (node.comparison == "<") return order < 0;
  return order <= 0;
}

}  // namespace crosswalk::simulator::xero_sim
