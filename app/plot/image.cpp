// Numbers that tell the contents of pictures apart.
#include "app/plot/image.h"

#include <atomic>

namespace talweg {

std::uint64_t next_image_revision() {
    static std::atomic<std::uint64_t> last{0};
    return last.fetch_add(1, std::memory_order_relaxed) + 1;
}

}  // namespace talweg
