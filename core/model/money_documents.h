// Which kinds of documents move amounts in the ledger's books. Pure.
#pragma once

#include "model/document.h"

namespace crosswalk {

// The others of its side name, count or explain: a contact, an item, a note.
inline bool books_money(DocumentKind kind) {
  switch (kind) {
    case DocumentKind::contact:
    case DocumentKind::item:
    case DocumentKind::tracking_option:
    case DocumentKind::note:
    case DocumentKind::attachment:
      return false;
    default:
      return side_of(kind) == Side::ledger;
  }
}

}  // namespace crosswalk
