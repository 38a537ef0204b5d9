// What Xero says when it refuses (xero.md §8.1). Keys are read without regard to case, because Xero writes
// both "Title" and "title"; messages come as Message or Description, at the element and nested in it. Only
// Xero's own sentences are passed on, never a body as a whole. Pure.
#pragma once

#include <string>
#include <string_view>
#include <vector>

#include "base/json.h"
#include "wire/message.h"

namespace crosswalk::xero {

bool same_ignoring_case(std::string_view a, std::string_view b);
// The value under `name`, compared without case; null when there is none or `object` is no object.
const Json* member(const Json& object, std::string_view name);
std::string member_text(const Json& object, std::string_view name);

// Did this element of a reply fail? A warning is no failure: such an element was saved (xero.md §3.1).
bool has_errors(const Json& element);
// Its validation messages, nested ones too, each once, in order.
std::vector<std::string> sentences(const Json& element);
std::vector<std::string> warnings(const Json& element);
std::string joined(const std::vector<std::string>& sentences);

// Somebody has this invoice number, contact name or contact number already: our own lost call, perhaps.
bool says_taken(std::string_view sentence);
// There is not so much left to be paid or credited: our own lost call did it, perhaps.
bool says_settled(std::string_view sentence);
// It is voided, deleted or closed, and takes no change, or was not known when it was to end, in our own words
// for a 404: our own lost call did it, perhaps.
bool says_ended(std::string_view sentence);
// The contact that it is for is archived.
bool says_archived_contact(std::string_view sentence);
// The payment was made by a batch payment and cannot be deleted by itself.
bool says_in_batch(std::string_view sentence);
// The idempotency key was used with other bytes.
bool says_other_request(std::string_view body);
// A 401 or 403 for want of a scope; a new token would not help.
bool lacks_scope(const wire::HttpReply& reply);

// "HTTP 500: An error occurred in Xero. (xero-correlation-id …)": the status and Xero's own words.
std::string describe(const wire::HttpReply& reply);

}  // namespace crosswalk::xero
