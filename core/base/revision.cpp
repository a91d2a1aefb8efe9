// Numbers that tell one state of something from every other.
#include "core/base/revision.h"

#include <atomic>

namespace talweg {

std::uint64_t next_revision() {
    static std::atomic<std::uint64_t> last{0};
    return last.fetch_add(1, std::memory_order_relaxed) + 1;
}

}  // namespace talweg
