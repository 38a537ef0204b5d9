#include "walmart/page.h"

#include <charconv>

#include "base/crypto.h"
#include "walmart/error_body.h"
#include "walmart/json_walk.h"

namespace crosswalk::walmart {
namespace {

using simdjson::error_code;

// What lies in a list, and where.
struct Form {
  const char* what;           // for messages
  std::string_view id_field;  // of an element
  bool nested;                // list.meta and list.elements.order; else meta and returnOrders
};
constexpr Form orders_form{"orders", "purchaseOrderId", true};
constexpr Form returns_form{"returns", "returnOrderId", false};

Error unreadable(error_code error) {
  return fail(ErrorKind::outside, std::string("Walmart's reply is not the JSON that was expected (") +
                                      simdjson::error_message(error) + ")");
}

std::string_view trimmed(std::string_view text) {
  if (text.starts_with("\xEF\xBB\xBF")) text.remove_prefix(3);
  while (!text.empty() && static_cast<unsigned char>(text.front()) <= ' ') text.remove_prefix(1);
  while (!text.empty() && static_cast<unsigned char>(text.back()) <= ' ') text.remove_suffix(1);
  return text;
}

// Opens `text` as one JSON object and walks its fields to the end, so that a cut or a tail is noticed.
template <class Each>
error_code walk_object(Scanner& scanner, std::string_view text, Each&& each) {
  auto opened = scanner.open(text);
  if (!opened) return simdjson::TAPE_ERROR;
  scan::document document = std::move(*opened);
  scan::object root;
  if (const auto error = document.get_object().get(root)) return error;
  if (const auto error = each_field(root, each)) return error;
  const char* rest = nullptr;
  return document.current_location().get(rest) == simdjson::OUT_OF_BOUNDS ? simdjson::SUCCESS
                                                                          : simdjson::TRAILING_CONTENT;
}

std::optional<std::int64_t> whole_number(std::string_view text) {
  std::int64_t value = 0;
  const auto [end, error] = std::from_chars(text.data(), text.data() + text.size(), value);
  return error == std::errc{} && end == text.data() + text.size() ? std::optional(value) : std::nullopt;
}

error_code read_meta(scan::value& value, ListPage& page) {
  return each_field_or_none(value, [&](std::string_view key, scan::value& field) {
    std::string_view text;
    if (key != "totalCount" && key != "limit" && key != "nextCursor") return simdjson::SUCCESS;
    if (const auto error = scalar_of(field, text)) return error;
    if (key == "totalCount")
      page.total = whole_number(text);
    else if (key == "limit")
      page.limit = whole_number(text);
    else
      page.next_cursor = text;
    return simdjson::SUCCESS;
  });
}

// The bytes of `value`, without the blanks that simdjson leaves behind an object.
error_code raw_of(scan::value& value, std::string_view& out) {
  const char first = first_of(value);
  if (first == '{') {
    scan::object object;
    if (const auto error = value.get_object().get(object)) return error;
    if (const auto error = object.raw_json().get(out)) return error;
  } else if (first == '[') {
    scan::array array;
    if (const auto error = value.get_array().get(array)) return error;
    if (const auto error = array.raw_json().get(out)) return error;
  } else {
    out = value.raw_json_token();
  }
  out = trimmed_token(out);
  return simdjson::SUCCESS;
}

error_code read_elements(scan::value& value, std::vector<std::string_view>& raws) {
  return each_of(value, [&](scan::value& element) {
    if (first_of(element) == 'n') return simdjson::SUCCESS;
    std::string_view raw;
    if (const auto error = raw_of(element, raw)) return error;
    raws.push_back(raw);
    return simdjson::SUCCESS;
  });
}

// A text of the same length in which nothing stops the parser: bytes that are not ASCII become '?', control
// characters blanks. One order with a broken byte must not keep all the others from being received.
std::string plain_copy(std::string_view text) {
  std::string copy(text);
  for (char& c : copy) {
    const auto byte = static_cast<unsigned char>(c);
    if (byte >= 0x80) c = '?';
    if (byte < ' ') c = ' ';
  }
  return copy;
}

// `readable` has the length of `element` and stands for it while it is read.
RecordText identified_by(const Form& form, std::string_view readable, std::string_view element) {
  thread_local Scanner scanner;
  std::string id;
  walk_object(scanner, readable, [&](std::string_view key, scan::value& value) {
    if (key != form.id_field) return simdjson::SUCCESS;
    std::string_view text;
    if (scalar_of(value, text) == simdjson::SUCCESS) id = text;
    return simdjson::NO_SUCH_FIELD;  // found: the rest need not be walked
  });
  if (id.empty() || id.size() > 64) id = "unidentified-" + sha256(element).substr(0, 16);
  return {std::move(id), element};
}

Result<ListPage> split_list_by(const Form& form, std::string_view readable, std::string_view body) {
  thread_local Scanner scanner;
  if (body.empty() || body.front() != '{')
    return fail(ErrorKind::outside, "Walmart answered with " + read_error_body(body).text() +
                                        " where a list of " + form.what + " was expected");
  ListPage page;
  std::vector<std::string_view> raws;
  bool has_list = false;
  std::string_view errors;
  const auto read_list = [&](std::string_view key, scan::value& value) {
    if (key == "meta") return read_meta(value, page);
    if (key == "errors" || key == "error") return raw_of(value, errors);
    if (key != "elements") return simdjson::SUCCESS;
    return each_field_or_none(value, [&](std::string_view name, scan::value& field) {
      return name == "order" ? read_elements(field, raws) : simdjson::SUCCESS;
    });
  };
  const auto broken = walk_object(scanner, readable, [&](std::string_view key, scan::value& value) {
    if (key == "errors" || key == "error") return raw_of(value, errors);
    if (!form.nested) {
      if (key == "meta") return read_meta(value, page);
      if (key != "returnOrders") return simdjson::SUCCESS;
      has_list = true;
      return read_elements(value, raws);
    }
    if (key != "list" || first_of(value) != '{') return simdjson::SUCCESS;
    has_list = true;
    return each_field(value, read_list);
  });
  if (broken) return unreadable(broken);
  if (!errors.empty()) {
    const ErrorBody said = read_error_body("{\"errors\":" + std::string(errors) + "}");
    if (said.is_serious())
      return fail(ErrorKind::outside, std::string("Walmart answered with an error in a list of ") +
                                          form.what + ": " + said.text());
    if (!said.entries.empty()) page.remark = said.text();
  }
  if (!has_list)
    return fail(ErrorKind::outside, std::string("Walmart's reply holds no list of ") + form.what);
  page.records.reserve(raws.size());
  for (const auto raw : raws) {
    const auto offset = static_cast<std::size_t>(raw.data() - scanner.source().data());
    page.records.push_back(
        identified_by(form, readable.substr(offset, raw.size()), body.substr(offset, raw.size())));
  }
  return page;
}

Result<RecordText> split_order_by(std::string_view readable, std::string_view body) {
  thread_local Scanner scanner;
  if (body.empty() || body.front() != '{')
    return fail(ErrorKind::outside,
                "Walmart answered with " + read_error_body(body).text() + " where an order was expected");
  std::string_view raw;
  bool bare = false;
  const auto broken = walk_object(scanner, readable, [&](std::string_view key, scan::value& value) {
    if (key == "purchaseOrderId") bare = true;
    return key == "order" && first_of(value) == '{' ? raw_of(value, raw) : simdjson::SUCCESS;
  });
  if (broken) return unreadable(broken);
  if (!raw.empty()) {
    const auto offset = static_cast<std::size_t>(raw.data() - scanner.source().data());
    return identified_by(orders_form, readable.substr(offset, raw.size()), body.substr(offset, raw.size()));
  }
  if (bare) return identified_by(orders_form, readable, body);
  return fail(ErrorKind::outside, "Walmart's reply holds no order: " + read_error_body(body).text());
}

Result<ListPage> split_in(const Form& form, std::string_view text) {
  const std::string_view body = trimmed(text);
  auto page = split_list_by(form, body, body);
  if (page) return page;
  const std::string plain = plain_copy(body);
  auto second = split_list_by(form, plain, body);
  return second ? std::move(second) : std::move(page);
}

}  // namespace

RecordText identified(std::string_view element) {
  return identified_by(orders_form, element, element);
}

RecordText identified_return(std::string_view element) {
  return identified_by(returns_form, element, element);
}

Result<ListPage> split_list(std::string_view text) {
  return split_in(orders_form, text);
}

Result<ListPage> split_returns(std::string_view text) {
  return split_in(returns_form, text);
}

Result<Shape> shape_of(std::string_view object) {
  thread_local Scanner scanner;
  Shape shape = Shape::other;
  const auto broken = walk_object(scanner, object, [&](std::string_view key, scan::value& value) {
    const char first = first_of(value);
    if (key == "list" && first == '{') shape = Shape::list;
    if (key == "order" && first == '{' && shape == Shape::other) shape = Shape::envelope;
    if (key == "purchaseOrderId" && shape == Shape::other) shape = Shape::order;
    if (key == "returnOrders" && shape == Shape::other) shape = Shape::returns;
    if (key == "returnOrderId" && shape == Shape::other) shape = Shape::return_order;
    return simdjson::SUCCESS;
  });
  if (broken) return Scanner::broken(broken);
  return shape;
}

Result<RecordText> split_order(std::string_view text) {
  const std::string_view body = trimmed(text);
  auto order = split_order_by(body, body);
  if (order) return order;
  const std::string plain = plain_copy(body);
  auto second = split_order_by(plain, body);
  return second ? std::move(second) : std::move(order);
}

}  // namespace crosswalk::walmart
