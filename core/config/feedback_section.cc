#include "config/feedback_section.h"

#include "config/quantity.h"
#include "config/system_section.h"

namespace crosswalk::config {
namespace {

constexpr Millis one_day{86'400'000};
constexpr int most_days = 3'650;

Result<OfferSource> parse_offer_source(std::string_view text) {
  if (text == "false") return OfferSource::none;
  if (text == "true" || text == "ledger") return OfferSource::ledger;
  if (text == "events") return OfferSource::events;
  return fail(ErrorKind::config,
              "write false, ledger (the ledger's items through the rules) or events (what is pushed to us)");
}

}  // namespace

Feedback read_feedback(const Section& pair) {
  const Section section = pair.section(
      "feedback", {"acknowledge", "shipments", "cancellations", "refunds", "stock", "price", "ship_node"});
  Feedback feedback;
  feedback.acknowledge = section.optional("acknowledge", false, parse_flag).value;
  feedback.shipments = section.optional("shipments", false, parse_flag).value;
  feedback.cancellations = section.optional("cancellations", false, parse_flag).value;
  feedback.refunds = section.optional("refunds", false, parse_flag).value;
  feedback.stock = section.optional("stock", OfferSource::none, parse_offer_source).value;
  feedback.price = section.optional("price", OfferSource::none, parse_offer_source).value;
  feedback.ship_node = section.optional("ship_node", std::string(), parse_code).value;
  return feedback;
}

Millis read_erase_after(const Section& pair) {
  const Section privacy = pair.section("privacy", {"erase_after"});
  return privacy
      .optional("erase_after", Millis(0),
                [](std::string_view text) { return parse_duration(text, one_day, most_days * one_day); })
      .value;
}

}  // namespace crosswalk::config
