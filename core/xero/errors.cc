#include "xero/errors.h"

#include <algorithm>

#include "base/json_tree.h"

namespace crosswalk::xero {
namespace {

constexpr std::size_t longest_words = 400;

char lower(char c) {
  return c >= 'A' && c <= 'Z' ? static_cast<char>(c - 'A' + 'a') : c;
}

bool is_true(const Json* value) {
  return value != nullptr && value->is_boolean() && value->get<bool>();
}

void keep(std::vector<std::string>& list, std::string sentence) {
  if (!sentence.empty() && std::find(list.begin(), list.end(), sentence) == list.end())
    list.push_back(std::move(sentence));
}

// Messages of every array called `name` in `value` and whatever lies in it.
void collect(const Json& value, std::string_view name, std::vector<std::string>& list) {
  if (value.is_array()) {
    for (const auto& item : value) collect(item, name, list);
    return;
  }
  if (!value.is_object()) return;
  if (const Json* messages = member(value, name); messages != nullptr && messages->is_array()) {
    for (const auto& message : *messages) {
      const std::string text = member_text(message, "Message");
      keep(list, text.empty() ? member_text(message, "Description") : text);
    }
  }
  for (const auto& item : value)
    if (item.is_structured()) collect(item, name, list);
}

std::string words_of(const Json& body) {
  for (const auto* name : {"Detail", "Message", "Title"})
    if (std::string text = member_text(body, name); !text.empty()) return text;
  return {};
}

}  // namespace

bool same_ignoring_case(std::string_view a, std::string_view b) {
  return a.size() == b.size() &&
         std::equal(a.begin(), a.end(), b.begin(), [](char x, char y) { return lower(x) == lower(y); });
}

const Json* member(const Json& object, std::string_view name) {
  if (!object.is_object()) return nullptr;
  for (auto item = object.begin(); item != object.end(); ++item)
    if (same_ignoring_case(item.key(), name)) return &*item;
  return nullptr;
}

std::string member_text(const Json& object, std::string_view name) {
  const Json* value = member(object, name);
  return value != nullptr && value->is_string() ? value->get<std::string>() : std::string();
}

bool has_errors(const Json& element) {
  if (same_ignoring_case(member_text(element, "StatusAttributeString"), "ERROR")) return true;
  if (is_true(member(element, "HasErrors")) || is_true(member(element, "HasValidationErrors"))) return true;
  const Json* errors = member(element, "ValidationErrors");
  return errors != nullptr && errors->is_array() && !errors->empty();
}

std::vector<std::string> sentences(const Json& element) {
  std::vector<std::string> list;
  collect(element, "ValidationErrors", list);
  return list;
}

std::vector<std::string> warnings(const Json& element) {
  std::vector<std::string> list;
  collect(element, "Warnings", list);
  return list;
}

std::string joined(const std::vector<std::string>& sentences) {
  std::string text;
  for (const auto& sentence : sentences) {
    if (!text.empty()) text += " ";
    text += sentence;
  }
  return text;
}

bool says_taken(std::string_view sentence) {
  return sentence.find("Invoice # must be unique") != std::string_view::npos ||
         sentence.find("already assigned to another contact") != std::string_view::npos ||
         sentence.find("Another contact has this contact number") != std::string_view::npos ||
         sentence.find("Credit Note # must be unique") != std::string_view::npos ||
         (sentence.find("Item with Code") != std::string_view::npos &&
          sentence.find("already exists") != std::string_view::npos);
}

bool says_settled(std::string_view sentence) {
  return sentence.find("exceeds the amount outstanding") != std::string_view::npos ||
         sentence.find("can only be made against Authorised documents") != std::string_view::npos ||
         (sentence.find("allocat") != std::string_view::npos &&
          sentence.find("exceed") != std::string_view::npos) ||
         sentence.find("Only Authorised credit notes can be allocated") != std::string_view::npos;
}

bool says_ended(std::string_view sentence) {
  return sentence.find("not of valid status for modification") != std::string_view::npos ||
         sentence.find("Xero does not know a contact or document") != std::string_view::npos;
}

bool says_archived_contact(std::string_view sentence) {
  return sentence.find("archived contact") != std::string_view::npos ||
         sentence.find("contact details has been archived") != std::string_view::npos;
}

bool says_in_batch(std::string_view sentence) {
  return sentence.find("batch payment") != std::string_view::npos;
}

bool says_other_request(std::string_view body) {
  return body.find("is used with a different request") != std::string_view::npos;
}

bool lacks_scope(const wire::HttpReply& reply) {
  const auto says = wire::header(reply.headers, "WWW-Authenticate");
  if (!says) return false;
  // Xero's own pages spell it both ways.
  return says->find("insufficient_scope") != std::string_view::npos ||
         says->find("insufficent_scope") != std::string_view::npos;
}

std::string describe(const wire::HttpReply& reply) {
  std::string text = "HTTP " + std::to_string(reply.status);
  if (const auto body = parse_json(reply.body, "the reply")) {
    std::string words = joined(sentences(*body));
    if (words.empty()) words = words_of(*body);
    std::replace_if(
        words.begin(), words.end(), [](char c) { return static_cast<unsigned char>(c) < 0x20; }, ' ');
    if (words.size() > longest_words) {
      std::size_t end = longest_words;
      while (end > 0 && (static_cast<unsigned char>(words[end]) & 0xC0U) == 0x80U)
        --end;  // not inside a character
      words.resize(end);
    }
    if (!words.empty()) text += ": " + words;
  }
  if (const auto id = wire::header(reply.headers, "xero-correlation-id"))
    text += " (xero-correlation-id " + std::string(id->substr(0, 64)) + ")";
  return text;
}

}  // namespace crosswalk::xero
