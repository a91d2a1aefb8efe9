"""The mini-batches of a run: Philox 4x32-10 (Salmon et al. 2011) and the shuffle of each epoch, written out once more."""

ROUNDS = 10
WORD = 0xFFFFFFFF
BATCH_STREAM = 3


def philox(counter, key):
    """Four words of 32 bits from a counter of four and a key of two."""
    counter, key = list(counter), list(key)
    for _ in range(ROUNDS):
        a, b = 0xD2511F53 * counter[0], 0xCD9E8D57 * counter[2]
        counter = [(b >> 32) ^ counter[1] ^ key[0], b & WORD, (a >> 32) ^ counter[3] ^ key[1], a & WORD]
        key = [(key[0] + 0x9E3779B9) & WORD, (key[1] + 0xBB67AE85) & WORD]
    return counter


def words(seed, epoch):
    block = 0
    while True:
        yield from philox([block, BATCH_STREAM, epoch & WORD, epoch >> 32], [seed & WORD, seed >> 32])
        block += 1


def below(stream, count):
    """Uniform below `count`, by Lemire's multiplication."""
    product = next(stream) * count
    if product & WORD < count:
        while product & WORD < (2**32 - count) % count:
            product = next(stream) * count
    return product >> 32


def rows(seed, samples, batch, step):
    """The samples of the batch of `step`, in order."""
    steps = -(-samples // batch)
    order, stream = list(range(samples)), words(seed, step // steps)
    for i in range(samples, 1, -1):
        j = below(stream, i)
        order[i - 1], order[j] = order[j], order[i - 1]
    first = step % steps * batch
    return order[first:first + batch]
