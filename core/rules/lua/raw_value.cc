#include "rules/lua/raw_value.h"

#include "base/json_tree.h"

namespace crosswalk::rules {
namespace {

using Sax = nlohmann::json_sax<Json>;

class Builder final : public Sax {
 public:
  bool null() override { return put({}); }
  bool boolean(bool value) override {
    RawValue flag;
    flag.kind = RawValue::Kind::flag;
    flag.flag = value;
    return put(std::move(flag));
  }
  bool number_integer(number_integer_t value) override { return number(std::to_string(value)); }
  bool number_unsigned(number_unsigned_t value) override { return number(std::to_string(value)); }
  bool number_float(number_float_t /*value*/, const string_t& token) override { return number(token); }
  bool string(string_t& value) override {
    RawValue text;
    text.kind = RawValue::Kind::text;
    text.text = std::move(value);
    return put(std::move(text));
  }
  bool binary(binary_t& /*value*/) override { return false; }
  bool start_object(std::size_t /*size*/) override { return open(RawValue::Kind::object); }
  bool start_array(std::size_t /*size*/) override { return open(RawValue::Kind::array); }
  bool end_object() override { return close(); }
  bool end_array() override { return close(); }
  bool key(string_t& value) override {
    open_.back().name = std::move(value);
    return true;
  }
  bool parse_error(std::size_t /*position*/, const std::string& /*token*/,
                   const nlohmann::detail::exception& /*error*/) override {
    return false;
  }

  RawValue take() { return std::move(root_); }

 private:
  static constexpr std::size_t max_depth = 200;

  struct Open {
    RawValue value;
    std::string name;  // of the member that comes next
  };

  bool number(const std::string& token) {
    RawValue value;
    // A number that no Decimal can hold exactly stays text, as a long identifier would.
    if (auto exact = Decimal::parse_json(token)) {
      value.kind = RawValue::Kind::number;
      value.number = *exact;
    } else {
      value.kind = RawValue::Kind::text;
      value.text = token;
    }
    return put(std::move(value));
  }
  bool put(RawValue value) {
    if (open_.empty()) {
      root_ = std::move(value);
      return true;
    }
    Open& parent = open_.back();
    parent.value.items.push_back(std::move(value));
    if (parent.value.kind == RawValue::Kind::object) parent.value.names.push_back(std::move(parent.name));
    return true;
  }
  bool open(RawValue::Kind kind) {
    if (open_.size() >= max_depth) return false;
    open_.emplace_back().value.kind = kind;
    return true;
  }
  bool close() {
    RawValue done = std::move(open_.back().value);
    open_.pop_back();
    return put(std::move(done));
  }

  RawValue root_;
  std::vector<Open> open_;
};

}  // namespace

const RawValue* RawValue::member(std::string_view name) const {
  for (std::size_t i = names.size(); i-- > 0;)
    if (names[i] == name) return &items[i];
  return nullptr;
}

Result<RawValue> read_raw(std::string_view json) {
  Builder builder;
  if (Json::sax_parse(json.begin(), json.end(), &builder)) return builder.take();
  return fail(ErrorKind::invalid,
              "record.raw cannot be read: the record is not valid JSON or nested too deeply");
}

}  // namespace crosswalk::rules
