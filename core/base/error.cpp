// A broken check: says which and where, then ends the program.
#include "core/base/error.h"

#include <cstdio>
#include <cstdlib>

namespace talweg {

void fail_check(const char* condition, const char* file, int line) {
    std::fprintf(stderr, "talweg: internal error: %s (%s:%d)\n", condition, file, line);
    std::fflush(stderr);
    std::abort();
}

}  // namespace talweg
