// What becomes of the elements of one write, and how the whole is answered: summarised as a 400 that shows
// only the failing elements, or one status an element (facts: "Writes"). Plain data and pure functions.
#pragma once

#include <optional>
#include <string>
#include <string_view>
#include <vector>

#include "simulator/xero_body.h"
#include "simulator/xero_query.h"
#include "simulator/xero_reply.h"
#include "simulator/xero_switches.h"

namespace crosswalk::simulator::xero_sim {

// How a call goes another way than it should (xero_fault_table.h).
enum class Twist {
  none,
  no_key_store,            // the answer is not kept under the call's key
  later,                   // carried out some time after the answer
  delivered_twice,         // and the second answer is the one that is seen
  one_refused,             // of a batch, one element is not made
  one_refused_summarised,  // the same, and all of them are answered with one 400
  one_silent,              // one element is not made, and comes back without an id and without an error
  one_unsaid,              // one element is made and does not come back
  lists_lag,               // lists and look-ups by number are a minute behind
  row_moved,               // since the page before, a row has moved to the end of the list
  other_boundary,          // If-Modified-Since the other way round (XeroSwitches)
};

// What a call knows of its surroundings.
struct CallContext {
  Instant now;
  const XeroSwitches& switches;
  std::string provider;  // the app's name
  int call = 0;          // its number, for ids and for the order of elements
  Twist twist = Twist::none;
};

struct Element {
  // The element as JSON: an open object that lacks only what the batch adds and its closing brace.
  std::string json;
  bool failed = false;
  bool warned = false;
};

enum class WriteMode { create, upsert };  // PUT, POST

// The elements of a body: {"Invoices": […]}, an array, or one object alone. Nothing: it is none of these.
std::optional<std::vector<BodyValue>> elements_of(const BodyValue& body, std::string_view plural);

// Whether a bad element makes the whole answer a 400.
bool summarises(const Query& query, const XeroSwitches& switches);

wire::HttpReply batch_reply(const CallContext& context, std::string_view plural,
                            std::vector<Element> elements, bool summarise);

// 200 with the standard envelope around `list`, which is the text of a JSON array; `pages`, the pagination
// object, may be empty.
wire::HttpReply envelope(const CallContext& context, std::string_view plural, std::string_view list,
                         std::string_view pages = {});
// {"page":…,"pageSize":…,"pageCount":…,"itemCount":…}
std::string pagination(const Page& page, std::size_t items);

}  // namespace crosswalk::simulator::xero_sim
