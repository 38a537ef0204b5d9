#include "cloudsuite/landmark.h"

#include "base/json_tree.h"

namespace crosswalk::cloudsuite {
namespace {

constexpr std::size_t longest_words = 400;

std::string trimmed(const std::string& text) {
  const auto first = text.find_first_not_of(" \t\r\n");
  if (first == std::string::npos) return {};
  return text.substr(first, text.find_last_not_of(" \t\r\n") - first + 1);
}

std::string value_text(const Json& value) {
  if (value.is_string()) return trimmed(value.get<std::string>());
  if (value.is_null()) return {};
  return to_text(value);
}

// {"exception":{"message":…}}, or whatever else stands under it.
std::string exception_in(const Json& element) {
  if (!element.is_object() || !element.contains("exception")) return {};
  const Json& exception = element["exception"];
  std::string words = exception.is_object() ? text_in(exception, "message") : value_text(exception);
  if (words.empty()) words = to_text(exception);
  return trimmed(words).substr(0, longest_words);
}

Fields fields_in(const Json& fields) {
  Fields read;
  for (const auto& [name, value] : fields.items()) read[trimmed(name)] = value_text(value);
  return read;
}

std::string next_in(const Json& header) {
  const auto links = header.find("_links");
  if (links == header.end() || !links->is_array()) return {};
  for (const Json& link : *links)
    if (link.is_object() && text_in(link, "rel") == "next") return text_in(link, "href");
  return {};
}

}  // namespace

const std::string& field(const Fields& fields, std::string_view name) {
  static const std::string none;
  const auto found = fields.find(name);
  return found == fields.end() ? none : found->second;
}

Result<Page> page_in(const Json& body, const std::string& what) {
  if (body.is_object()) {
    const std::string words = words_in(to_text(body));
    return fail(ErrorKind::outside,
                "Infor refused " + what + ": " + (words.empty() ? "no reason is given" : words));
  }
  if (!body.is_array()) return fail(ErrorKind::outside, "Infor's answer to " + what + " is no list");
  Page page;
  for (const Json& element : body) {
    if (const std::string words = exception_in(element); !words.empty())
      return fail(ErrorKind::outside, "Infor refused " + what + ": " + words);
    if (!element.is_object())
      return fail(ErrorKind::outside, "Infor's answer to " + what + " cannot be read");
    const auto fields = element.find("_fields");
    if (fields != element.end() && fields->is_object())
      page.rows.push_back(fields_in(*fields));
    else if (element.contains("_links") || element.contains("_count"))
      page.next = next_in(element);
    else
      return fail(ErrorKind::outside, "Infor's answer to " + what + " holds an element that is no row");
  }
  return page;
}

Result<std::vector<std::string>> batch_in(const std::string& body, std::size_t rows) {
  const auto json = parse_json(body, "Infor's reply to a batch");
  if (!json) return fail(ErrorKind::outside, json.error().message);
  if (!json->is_array()) return fail(ErrorKind::outside, "Infor's reply to a batch is no list");
  std::vector<std::string> taken;
  for (const Json& element : *json) {
    if (!element.is_object()) return fail(ErrorKind::outside, "Infor's reply to a batch cannot be read");
    if (const std::string words = exception_in(element); !words.empty())
      taken.push_back(words);
    else if (element.contains("_fields"))
      taken.emplace_back();
    else if (!element.contains("batchStatus"))
      return fail(ErrorKind::outside, "Infor's reply to a batch holds an element that is no row");
  }
  if (taken.size() != rows)
    return fail(ErrorKind::outside, "Infor's reply to a batch speaks of " + std::to_string(taken.size()) +
                                        " rows, and " + std::to_string(rows) + " were sent");
  return taken;
}

std::string refusal_in(const std::string& body) {
  const auto json = parse_json(body, "the reply");
  if (!json) return {};
  if (json->is_array()) {
    for (const Json& element : *json)
      if (std::string words = exception_in(element); !words.empty()) return words;
    return {};
  }
  if (!json->is_object()) return {};
  if (std::string words = exception_in(*json); !words.empty()) return words;
  const auto error = json->find("error");
  if (error == json->end()) return {};
  const std::string words = error->is_object() ? text_in(*error, "message") : value_text(*error);
  return trimmed(words).substr(0, longest_words);
}

std::string words_in(const std::string& body) {
  if (std::string refusal = refusal_in(body); !refusal.empty()) return refusal;
  const auto json = parse_json(body, "the reply");
  if (!json || !json->is_object()) return {};
  return trimmed(text_in(*json, "message")).substr(0, longest_words);
}

std::string described(const wire::HttpReply& reply) {
  std::string text = "HTTP " + std::to_string(reply.status);
  if (const std::string words = words_in(reply.body); !words.empty()) text += ": " + words;
  if (const auto id = wire::header(reply.headers, "x-transaction-id"); id && id->size() <= 80)
    text += " (x-transaction-id " + std::string(*id) + ")";
  return text;
}

}  // namespace crosswalk::cloudsuite
