#include "xero/contact.h"

#include "base/json_tree.h"
#include "xero/numbers.h"

namespace crosswalk::xero {
namespace {

constexpr std::size_t max_name = 255;

std::string trouble_with(const std::string& name) {
  if (name.empty()) return "is empty";
  if (name.size() > max_name) return "is longer than 255 characters";
  if (name.find_first_of("<>") != std::string::npos) return "has a < or > in it";
  if (name.front() == ' ' || name.back() == ' ' || name.find("  ") != std::string::npos)
    return "has a blank at an end or two together";
  return {};
}

}  // namespace

Result<Document> contact_document(const Settings& settings, const std::string& name) {
  // The name itself may be a buyer's and is not repeated.
  if (const std::string trouble = trouble_with(name); !trouble.empty())
    return fail(ErrorKind::config,
                "the contact's name " + trouble + ", which Xero refuses; mend the contact rule");
  Document document;
  document.pair = settings.pair;
  document.kind = DocumentKind::contact;
  document.key = name;
  document.content = to_text(Json{{"Name", name}, {"ContactNumber", contact_number(settings, name)}});
  return document;
}

}  // namespace crosswalk::xero
