// Counts calls of operator new in this program, and the bytes it holds.
#include "tests/threads/count_allocations.h"

#include <malloc.h>
#include <atomic>
#include <cstdlib>
#include <new>

namespace {

std::atomic<std::uint64_t> g_count{0};
std::atomic<std::uint64_t> g_bytes{0};

void* counted(std::size_t size) {
    g_count.fetch_add(1, std::memory_order_relaxed);
    if (void* memory = std::malloc(size == 0 ? 1 : size)) {
        g_bytes.fetch_add(malloc_usable_size(memory), std::memory_order_relaxed);
        return memory;
    }
    throw std::bad_alloc();
}

void release(void* memory) {
    g_bytes.fetch_sub(malloc_usable_size(memory), std::memory_order_relaxed);
    std::free(memory);
}

}  // namespace

void* operator new(std::size_t size) { return counted(size); }
void* operator new[](std::size_t size) { return counted(size); }
void operator delete(void* memory) noexcept { release(memory); }
void operator delete[](void* memory) noexcept { release(memory); }
void operator delete(void* memory, std::size_t) noexcept { release(memory); }
void operator delete[](void* memory, std::size_t) noexcept { release(memory); }

namespace talweg {

std::uint64_t allocations() { return g_count.load(std::memory_order_relaxed); }

std::uint64_t allocated_bytes() { return g_bytes.load(std::memory_order_relaxed); }

}  // namespace talweg
