// Kinds: how Xero spells each kind of document that we send (xero.md §5): its list, its id, the field that
// carries our own key, and how many go out together. One table; everybody else asks it. Pure.
#pragma once

#include <string>
#include <string_view>

#include "model/document.h"

namespace crosswalk::xero {

struct KindWords {
  DocumentKind kind = DocumentKind::invoice;
  std::string_view list;     // "Invoices", in paths and in bodies
  std::string_view id;       // "InvoiceID"
  std::string_view key;      // the field that says our key; empty: nothing does
  std::string_view status;   // "Status"
  std::string_view total;    // "Total"; empty: none
  bool lines = false;        // it has line items, so that unitdp=4 must be said
  bool together = true;      // several fit into one request
  bool summarises = true;    // the endpoint knows summarizeErrors
  bool kept_unique = false;  // Xero refuses a second one of the same key (xero.md §8.4)
};

// Null: not a kind that Xero takes.
const KindWords* words_of(DocumentKind kind);
// The first of the kinds that are in that list.
const KindWords* words_of_list(std::string_view list);
// Between the number of what is about to be voided, or was, and a count (accounting.md §1.12).
inline constexpr std::string_view void_mark = "~V";
// "WM-1" of "WM-1~V2"; any other number as it is.
std::string_view without_void_mark(std::string_view number);

// "credit note": as a sentence says it, with its article.
std::string word_of(DocumentKind kind);
std::string a_word_of(DocumentKind kind);

}  // namespace crosswalk::xero
