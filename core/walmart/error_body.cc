#include "walmart/error_body.h"

#include <algorithm>
#include <array>
#include <utility>

#include "base/json_tree.h"

namespace crosswalk::walmart {
namespace {

constexpr std::size_t longest_word = 64;    // a token is longer, a request id is not
constexpr std::size_t longest_shown = 400;  // of one description

bool is_blank(char c) {
  return c == ' ' || c == '\n' || c == '\r' || c == '\t';
}

std::string_view trimmed(std::string_view text) {
  while (!text.empty() && is_blank(text.front())) text.remove_prefix(1);
  while (!text.empty() && is_blank(text.back())) text.remove_suffix(1);
  return text;
}

bool contains_without_case(std::string_view text, std::string_view words) {
  const auto same = [](char a, char b) {
    const auto lower = [](char c) { return c >= 'A' && c <= 'Z' ? static_cast<char>(c - 'A' + 'a') : c; };
    return lower(a) == lower(b);
  };
  return std::search(text.begin(), text.end(), words.begin(), words.end(), same) != text.end();
}

// One line, blanks collapsed, words that may be a secret or an address replaced.
std::string presentable(std::string_view text) {
  std::string out;
  for (std::size_t at = 0; at < text.size() && out.size() < longest_shown;) {
    if (is_blank(text[at])) {
      ++at;
      continue;
    }
    std::size_t end = at;
    while (end < text.size() && !is_blank(text[end])) ++end;
    const std::string_view word = text.substr(at, end - at);
    if (!out.empty()) out += ' ';
    if (word.size() > longest_word || word.find('@') != std::string_view::npos)
      out += "…";
    else
      out += word;
    at = end;
  }
  return out;
}

std::string before_dot(std::string code) {
  if (const auto dot = code.find('.'); dot != std::string::npos) code.resize(dot);
  return code;
}

void add_json_entry(const Json& json, ErrorBody& out) {
  if (!json.is_object()) return;
  ErrorEntry entry;
  entry.code = before_dot(text_in(json, "code"));
  entry.field = text_in(json, "field");
  entry.info = text_in(json, "info");
  entry.description = text_in(json, "description");
  if (entry.description.empty()) entry.description = text_in(json, "message");
  if (entry.description.empty()) entry.description = entry.info;
  entry.severity = text_in(json, "severity");
  if (!entry.code.empty() || !entry.description.empty()) out.entries.push_back(std::move(entry));
}

void add_json_entries(const Json& json, ErrorBody& out) {
  if (json.is_array()) {
    for (const auto& element : json) add_json_entry(element, out);
  } else if (json.is_object()) {
    const auto inner = json.find("error");
    if (inner != json.end())
      add_json_entries(*inner, out);
    else
      add_json_entry(json, out);
  }
}

std::string unescaped(std::string_view text) {
  static constexpr std::array<std::pair<std::string_view, char>, 5> entities = {
      {{"&lt;", '<'}, {"&gt;", '>'}, {"&quot;", '"'}, {"&apos;", '\''}, {"&amp;", '&'}}};
  std::string out;
  while (!text.empty()) {
    const auto found = std::find_if(entities.begin(), entities.end(),
                                    [&](const auto& entity) { return text.starts_with(entity.first); });
    out += found != entities.end() ? found->second : text.front();
    text.remove_prefix(found != entities.end() ? found->first.size() : 1);
  }
  return out;
}

// The content of the next element of that local name, whatever its prefix; `rest` moves behind it. Elements
// of the same name do not nest in Walmart's errors.
bool next_element(std::string_view& rest, std::string_view name, std::string_view& content) {
  for (std::size_t open = rest.find('<'); open != std::string_view::npos; open = rest.find('<', open + 1)) {
    const auto close = rest.find('>', open);
    if (close == std::string_view::npos) return false;
    std::string_view tag = rest.substr(open + 1, close - open - 1);
    const bool empty = tag.ends_with('/');
    if (empty) tag.remove_suffix(1);
    tag = tag.substr(0, tag.find_first_of(" \t\r\n"));
    const auto colon = tag.find(':');
    if ((colon == std::string_view::npos ? tag : tag.substr(colon + 1)) != name) continue;
    if (empty) {
      content = {};
      rest.remove_prefix(close + 1);
      return true;
    }
    const std::string ending = "</" + std::string(tag);
    const auto end = rest.find(ending, close);
    if (end == std::string_view::npos) return false;
    content = rest.substr(close + 1, end - close - 1);
    rest.remove_prefix(end + ending.size());
    return true;
  }
  return false;
}

std::string child(std::string_view element, std::string_view name) {
  std::string_view content;
  return next_element(element, name, content) ? unescaped(trimmed(content)) : std::string();
}

void read_xml(std::string_view body, ErrorBody& out) {
  std::string_view element;
  while (next_element(body, "error", element)) {
    ErrorEntry entry{before_dot(child(element, "code")), child(element, "field"),
                     child(element, "description"), child(element, "info"), child(element, "severity")};
    if (entry.description.empty()) entry.description = entry.info;
    out.entries.push_back(std::move(entry));
  }
}

}  // namespace

bool ErrorBody::has(std::string_view code) const {
  return std::any_of(entries.begin(), entries.end(),
                     [&](const ErrorEntry& entry) { return entry.code == code; });
}

bool ErrorBody::is_serious() const {
  return std::any_of(entries.begin(), entries.end(), [](const ErrorEntry& entry) {
    return entry.severity != "INFO" && entry.severity != "WARN";
  });
}

bool ErrorBody::says(std::string_view words) const {
  return std::any_of(entries.begin(), entries.end(), [&](const ErrorEntry& entry) {
    return contains_without_case(entry.description, words) || contains_without_case(entry.info, words);
  });
}

bool ErrorBody::is_outage() const {
  const bool about_data = std::any_of(entries.begin(), entries.end(), [](const ErrorEntry& entry) {
    return entry.code == "INVALID_REQUEST" && entry.field == "data";
  });
  return about_data && says("invalid request") && !says("date format");
}

std::string ErrorBody::text() const {
  if (form == Form::empty) return "an empty answer";
  if (form == Form::html) return "an HTML page";
  if (form == Form::text) return "\"" + bare + "\"";
  std::string out;
  for (const auto& entry : entries) {
    if (!out.empty()) out += "; ";
    out += entry.code;
    if (!entry.code.empty() && !entry.description.empty()) out += ": ";
    out += presentable(entry.description);
  }
  return out.empty() ? "an answer without an explanation" : out;
}

ErrorBody read_error_body(std::string_view body) {
  ErrorBody out;
  if (body.starts_with("\xEF\xBB\xBF")) body.remove_prefix(3);
  body = trimmed(body);
  if (body.empty()) return out;
  if (body.front() == '{' || body.front() == '[') {
    const auto json = parse_json(body, "the error");
    if (json) {
      out.form = ErrorBody::Form::json;
      for (const char* name : {"errors", "error"})
        if (const auto found = json->is_object() ? json->find(name) : json->end(); found != json->end())
          add_json_entries(*found, out);
    } else {
      out.form = ErrorBody::Form::text;
      out.bare = "JSON that is broken";  // its beginning could be an order with the buyer's address
    }
    return out;
  }
  if (body.front() == '<') {
    read_xml(body, out);
    out.form = out.entries.empty() ? ErrorBody::Form::html : ErrorBody::Form::xml;
    return out;
  }
  out.form = ErrorBody::Form::text;
  out.bare = presentable(body.substr(0, 120));
  return out;
}

}  // namespace crosswalk::walmart
