// When a document may be sent, in SQL: one wording for whoever asks. For table documents as `d`.
#pragma once

#include <string_view>

namespace crosswalk::store {

// Its record is not about to be mapped again (what was drafted from an older revision may be wrong by now,
// and a mapping must not meet documents under way); its earlier steps are done; and the newest step of each
// dependency is posted. Steps of a dependency that themselves wait for its own document do not count: an
// invoice is voided after its payment is deleted, and the payment of its successor follows. A dependency that
// nobody has drafted keeps it waiting.
inline constexpr std::string_view ready_condition =
    " NOT EXISTS (SELECT 1 FROM records w WHERE w.id = d.record_id AND w.state = 'received')"
    " AND NOT EXISTS (SELECT 1 FROM documents e WHERE e.pair = d.pair AND e.kind = d.kind AND e.key = d.key"
    "   AND e.step < d.step AND e.state <> 'withdrawn' AND e.state NOT IN ('posted', 'voided'))"
    " AND NOT EXISTS (SELECT 1 FROM document_dependencies x WHERE x.document_id = d.id"
    "   AND NOT (x.kind = d.kind AND x.key = d.key)"
    "   AND coalesce((SELECT s.state FROM documents s WHERE s.pair = d.pair AND s.kind = x.kind AND s.key = "
    "x.key"
    "     AND s.state <> 'withdrawn' AND NOT EXISTS (SELECT 1 FROM document_dependencies y"
    "       WHERE y.document_id = s.id AND y.kind = d.kind AND y.key = d.key) ORDER BY s.step DESC LIMIT 1), "
    "'') <> 'posted')";

}  // namespace crosswalk::store
