// The conformance suite of the face Source. A connector's test gives it a subject with at least five records.
#pragma once

#include <functional>
#include <string>
#include <vector>

#include "link/source.h"

namespace crosswalk::tests {

struct SourceSubject {
  Source& source;
  std::vector<RecordKey> keys;            // of every record that can be read, those of a kind together
  std::vector<std::string> personal;      // texts that scrubbing takes away
  std::function<void()> break_next_read;  // the next page fails
};

void run_source_suite(const std::function<void(const std::function<void(SourceSubject&)>&)>& with_subject);

}  // namespace crosswalk::tests
