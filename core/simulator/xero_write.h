// What every write of Xero's stand-in does alike: the elements of a body are checked as a whole, then taken
// one after the other in the order sent, and what fails does not stop the rest. Called under the service's
// lock.
#pragma once

#include <functional>
#include <string>
#include <string_view>
#include <vector>

#include "simulator/xero_batch.h"
#include "simulator/xero_organisation.h"
#include "simulator/xero_shape.h"
#include "wire/message.h"

namespace crosswalk::simulator::xero_sim {

// Puts a text field into an object of a request, as the address named it.
void add_text(BodyValue& object, std::string name, std::string text);

// The first misfit among the elements as Xero's refusal of the whole request; nothing when all fit.
std::optional<wire::HttpReply> refused_shape(const std::vector<BodyValue>& elements,
                                             const std::vector<Shape>& shape, std::string_view plural);

// Takes the elements and answers. Where a bad element takes the valid ones with it (XeroSwitches), all is put
// back as it was.
wire::HttpReply write_each(XeroOrganisation& organisation, const CallContext& context, const Query& query,
                           std::string_view plural, const std::vector<BodyValue>& elements,
                           const std::function<Element(const BodyValue&)>& take);

// The end of an element: its flag, and its errors or warnings.
Element finished(std::string open_json, std::string_view flag, const std::vector<std::string>& errors,
                 const std::vector<std::string>& warnings, const XeroSwitches& switches);

}  // namespace crosswalk::simulator::xero_sim
