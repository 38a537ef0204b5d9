// Answering a list: `where`, If-Modified-Since, order and pages, for whatever can be listed. A document is
// missing from lists for a while after it was made (XeroSwitches::list_lag). Pure functions.
#pragma once

#include <functional>
#include <string>
#include <string_view>
#include <vector>

#include "simulator/xero_batch.h"
#include "wire/message.h"

namespace crosswalk::simulator::xero_sim {

// One entry of a list; the functions are called while the list is being answered.
struct ListRow {
  std::string id;
  Instant created;
  Instant updated;
  FieldReader field;
  std::function<std::string()> json;  // a whole object
};

enum class Paging { never, asked, always };

// The answer to GET of a list. `order` may name UpdatedDateUTC, Date, and what `field` knows as text.
wire::HttpReply list_reply(const wire::HttpRequest& request, const Query& query, const CallContext& context,
                           std::string_view plural, const std::vector<ListRow>& rows, Paging paging);

wire::HttpReply query_refused(const std::string& why);
// Whether lists and look-ups by number show what was created then.
bool is_listed(Instant created, const CallContext& context);
// The moment of If-Modified-Since, "2026-01-31T10:00:00"; nothing when the header is absent or unreadable.
std::optional<Instant> modified_since(const wire::HttpRequest& request);
bool is_modified(Instant updated, const std::optional<Instant>& since, const XeroSwitches& switches);
// A text field of a document, which may be without it.
FilterValue optional_text(const std::string& text);

}  // namespace crosswalk::simulator::xero_sim
