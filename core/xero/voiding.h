// Ending what is approved. A voided document keeps its number for ever, so it is renamed to "<number>~V1"
// first, in a step of its own, and then voided: its number is free for what takes its place
// (accounting.md §1.12). Both steps go by id. Pure.
#pragma once

#include <vector>

#include "model/document.h"
#include "xero/standing.h"

namespace crosswalk::xero {

// Of an invoice, a bill or a credit note that took effect and is approved: the steps that are still to be
// made, one after the other. What they must wait for is the caller's.
std::vector<Document> void_steps(const StandingDocument& standing);
// Gives a renamed one that is to stay its own number back.
Document restoring_step(const StandingDocument& standing);

}  // namespace crosswalk::xero
