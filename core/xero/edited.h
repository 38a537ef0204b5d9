// What a person changed of a document of ours between our call and the look-up that found it. Pure.
#pragma once

#include <string>

#include "base/json.h"
#include "model/document.h"

namespace crosswalk::xero {

// Why a document that was found is to be disputed; "" where it says what was sent, as far as it shows it.
// Compared is what Xero gives back as it took it: the date, a bank transaction's contact, tax types,
// tracking, items, quantities and the words of descriptions. Not the order of lines, not how numbers and
// texts are spaced or written, not a due date. What no list of changes would tell of later (items,
// quantities, descriptions) is said in other words, so that no later list ends the dispute: a person does.
std::string edited_since(const Document& document, const Json& sent, const Json& found);
// The same, and what rate_differs says.
std::string why_disputed(const Document& document, const Json& sent, const Json& found);

}  // namespace crosswalk::xero
