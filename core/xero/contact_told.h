// How a contact is spoken of: by its number, never by its name, which may be a buyer's and may be its key as
// well. What Xero says of contacts is told without the words of their names and addresses. Pure.
#pragma once

#include <string>

#include "link/target.h"
#include "model/attempt.h"

namespace crosswalk::xero {

// Empty: the document's content says none.
std::string contact_number_of(const Document& contact);
// "contact wm:us:0123456789abcdef"; of any other kind the key.
std::string told(const Document& document);
// `text` without what could name one of the attempt's contacts; that of an attempt without contacts as it is.
std::string without_persons(const std::string& text, const Attempt& attempt);
Outcomes without_persons(Outcomes outcomes, const Attempt& attempt);

}  // namespace crosswalk::xero
