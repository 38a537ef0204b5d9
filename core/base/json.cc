#include "base/json.h"

#include <vector>

#include "base/json_tree.h"

namespace crosswalk {
namespace {

// Builds the tree with fractional numbers as text. Depth is bounded because nlohmann recurses when it
// destroys.
class TreeBuilder final : public nlohmann::json_sax<Json> {
 public:
  static constexpr std::size_t max_depth = 200;

  bool null() override { return put(nullptr); }
  bool boolean(bool value) override { return put(value); }
  bool number_integer(number_integer_t value) override { return put(value); }
  bool number_unsigned(number_unsigned_t value) override { return put(value); }
  bool number_float(number_float_t /*value*/, const string_t& token) override { return put(token); }
  bool string(string_t& value) override { return put(std::move(value)); }
  bool binary(binary_t& /*value*/) override { return false; }
  bool start_object(std::size_t /*size*/) override { return open(Json::object()); }
  bool start_array(std::size_t /*size*/) override { return open(Json::array()); }
  bool end_object() override { return close(); }
  bool end_array() override { return close(); }
  bool key(string_t& value) override {
    key_ = std::move(value);
    return true;
  }
  bool parse_error(std::size_t position, const std::string& /*token*/,
                   const nlohmann::detail::exception& error) override {
    position_ = position;
    reason_ = error.what();
    return false;
  }

  Json take() { return std::move(root_); }
  std::size_t position() const { return position_; }
  const std::string& reason() const { return reason_; }

 private:
  Json* place(Json value) {
    if (open_.empty()) {
      root_ = std::move(value);
      return &root_;
    }
    Json& parent = *open_.back();
    if (parent.is_array()) {
      parent.push_back(std::move(value));
      return &parent.back();
    }
    Json& slot = parent[key_];
    slot = std::move(value);
    return &slot;
  }
  bool put(Json value) {
    place(std::move(value));
    return true;
  }
  bool open(Json value) {
    if (open_.size() >= max_depth) {
      reason_ = "it is nested too deeply";
      return false;
    }
    open_.push_back(place(std::move(value)));
    return true;
  }
  bool close() {
    open_.pop_back();
    return true;
  }

  Json root_;
  std::vector<Json*> open_;
  std::string key_;
  std::size_t position_ = 0;
  std::string reason_;
};

}  // namespace

Result<Json> parse_json(std::string_view text, std::string_view what) {
  TreeBuilder builder;
  if (Json::sax_parse(text.begin(), text.end(), &builder)) return builder.take();
  std::size_t line = 1;
  std::size_t column = 1;
  for (std::size_t i = 0; i + 1 < builder.position() && i < text.size(); ++i) {
    ++column;
    if (text[i] == '\n') {
      ++line;
      column = 1;
    }
  }
  const bool cut = builder.position() > text.size();
  return fail(ErrorKind::invalid, std::string(what) + " is not valid JSON" +
                                      (cut ? " (it ends too early)" : "") + " at line " +
                                      std::to_string(line) + ", column " + std::to_string(column));
}

std::string to_text(const Json& json) {
  return json.dump(-1, ' ', false, Json::error_handler_t::replace);
}

Result<Decimal> decimal_in(const Json& object, std::string_view key) {
  const auto found = object.is_object() ? object.find(key) : object.end();
  if (found == object.end() || found->is_null())
    return fail(ErrorKind::not_found, "the number is missing", std::string(key));
  if (found->is_string()) {
    auto value = Decimal::parse_json(found->get_ref<const std::string&>());
    if (!value) return fail(ErrorKind::invalid, value.error().message, std::string(key));
    return value;
  }
  if (found->is_number_integer()) return Decimal::parse(found->dump());
  return fail(ErrorKind::invalid, "a number is expected", std::string(key));
}

std::string text_in(const Json& object, std::string_view key) {
  const auto found = object.is_object() ? object.find(key) : object.end();
  return found != object.end() && found->is_string() ? found->get<std::string>() : std::string();
}

}  // namespace crosswalk
