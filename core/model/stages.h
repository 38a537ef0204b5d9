// Stages: how far a general ledger has come with what it took, as a receipt's status says it: interfaced is
// taken over from staging, journalised lies in a journal, released is a journal that somebody let go to be
// posted. Only after these does it count in the books. Plain data.
#pragma once

#include <algorithm>
#include <array>
#include <string_view>

namespace crosswalk {

inline constexpr std::array<std::string_view, 3> stages_before_posting = {"interfaced", "journalised",
                                                                          "released"};

inline bool is_before_posting(std::string_view status) {
  return std::find(stages_before_posting.begin(), stages_before_posting.end(), status) !=
         stages_before_posting.end();
}

}  // namespace crosswalk
