/* The village in C: arrays, and each turn a race between five actions.

   An action's weight is that of its best target; then the target is drawn in proportion. People have their
   turns one after the other, in an order that is drawn once a universe; what they do has effect at once. Dice are hashes
   of seed, turn, person and draw. With -ffp-contract=off and without -ffast-math the result is exact: bench/villages/in_numba.py gives the same bits. */
#include <stdint.h>
#include <stdlib.h>
#include <string.h>

#define MOST 64 /* people at one place */
#define FIRST (1ULL << 31) /* the turn for which the order is drawn */
#define GAMMA 0x9E3779B97F4A7C15ULL
enum { CHAT, GOSSIP, QUARREL, HELP, TARGETED, MOVE = TARGETED, ACTIONS };

static inline uint64_t mix(uint64_t z) {
  z = (z ^ (z >> 30)) * 0xBF58476D1CE4E5B9ULL;
  z = (z ^ (z >> 27)) * 0x94D049BB133111EBULL;
  return z ^ (z >> 31);
}

static inline double unit(uint64_t key, uint64_t turn, uint64_t person, uint64_t draw) {
  return (double)(mix(key + ((turn << 32) + person * 8 + draw + 1) * GAMMA) >> 11) * 0x1p-53;
}

typedef struct {
  int people, places;
  const double *traits; /* sociable, gossipy, tempered, kind */
  int32_t *order, *place, *there, *number, *know;
  double *mood, *affection;
} Village;

/* Take a out of its place and put it into a random other one; 1 if that is full. */
static int move(Village *v, int a, double u) {
  int from = v->place[a], to = (int)(u * (v->places - 1)), i = 0;
  int32_t *here = v->there + (size_t)from * MOST;
  if (to >= from) to++;
  while (here[i] != a) i++;
  v->number[from]--;
  for (; i < v->number[from]; i++) here[i] = here[i + 1];
  if (v->number[to] >= MOST) return 1;
  v->there[(size_t)to * MOST + v->number[to]++] = a;
  v->place[a] = to;
  return 0;
}

static int run(Village *v, uint64_t seed, int64_t turns, int64_t *counts) {
  const uint64_t key = mix(seed + GAMMA);
  const size_t n = v->people;
  double *restrict mood = v->mood, *restrict affection = v->affection;
  int32_t *restrict know = v->know;
  double w[TARGETED][MOST];
  int near[MOST];
  for (int i = 0; i < (int)n; i++) v->order[i] = i;
  for (int i = (int)n - 1; i > 0; i--) {
    const int j = (int)(unit(key, FIRST, i, 0) * (i + 1)), other = v->order[j];
    v->order[j] = v->order[i];
    v->order[i] = other;
  }
  for (int64_t turn = 0; turn < turns; turn++)
    for (int next = 0; next < (int)n; next++) {
      const int a = v->order[next];
      const int place = v->place[a], number = v->number[place];
      const int32_t *here = v->there + (size_t)place * MOST;
      const double *trait = v->traits + (size_t)a * 4, m = mood[a];
      double top[ACTIONS] = {0}, sum[TARGETED] = {0};
      int others = 0;
      for (int i = 0; i < number; i++) {
        const int b = here[i];
        if (b == a) continue;
        const double f = affection[(size_t)a * n + b];
        const double x[TARGETED] = {
            trait[0] * (1.0 + f) * (1.0 + 0.5 * m), know[a] ? trait[1] * (0.25 + 0.25 * f) : 0.0,
            trait[2] * (1.0 - f) * 0.25 * (1.0 - m), trait[3] * (0.1 + 0.4 * (f > 0.0 ? f : 0.0))};
        for (int k = 0; k < TARGETED; k++) {
          w[k][others] = x[k];
          sum[k] += x[k];
          if (x[k] > top[k]) top[k] = x[k];
        }
        near[others++] = b;
      }
      top[MOVE] = 0.4 - 0.2 * m;
      double total = 0.0, past = 0.0;
      for (int k = 0; k < ACTIONS; k++) total += top[k];
      const double x = unit(key, turn, a, 0) * total;
      int action = 0;
      while (action < MOVE && (past += top[action]) <= x) action++;
      counts[action]++;
      if (action == MOVE) {
        if (move(v, a, unit(key, turn, a, 1))) return 1;
      } else {
        const double y = unit(key, turn, a, 2) * sum[action];
        int i = 0;
        for (past = w[action][0]; past <= y && i < others - 1; past += w[action][i]) i++;
        const int b = near[i];
        double *ab = affection + (size_t)a * n + b, *ba = affection + (size_t)b * n + a;
        switch (action) {
          case CHAT:
            *ab += 0.02 * (1.0 - *ab);
            *ba += 0.015 * (1.0 - *ba);
            mood[a] += 0.05 * (1.0 - mood[a]);
            break;
          case GOSSIP: {
            int left = (int)(unit(key, turn, a, 1) * __builtin_popcount(know[a])), known = know[a];
            while (left--) known &= known - 1;
            known &= -known;
            if (know[b] & known) {
              *ba -= 0.01 * (1.0 + *ba);
            } else {
              know[b] |= known;
              *ba += 0.01 * (1.0 - *ba);
            }
            break;
          }
          case QUARREL:
            *ab -= 0.1 * (1.0 + *ab);
            *ba -= 0.12 * (1.0 + *ba);
            mood[a] -= 0.1 * (1.0 + mood[a]);
            mood[b] -= 0.2 * (1.0 + mood[b]);
            break;
          case HELP:
            *ba += 0.1 * (1.0 - *ba);
            *ab += 0.03 * (1.0 - *ab);
            mood[b] += 0.15 * (1.0 - mood[b]);
            break;
        }
      }
      mood[a] *= 0.98;
    }
  return 0;
}

/* Run the universes of these seeds; of each give five counts, mean affection, mean mood and coverage. */
int village_many(const uint64_t *seeds, int universes, int64_t turns, int people, int places, const int32_t *place,
                 const double *mood, const double *traits, const int32_t *know, double *out) {
  const size_t n = people;
  int failed = 0;
  Village v = {people, places, traits};
  v.order = malloc(n * 4);
  v.place = malloc(n * 4);
  v.there = malloc((size_t)places * MOST * 4);
  v.number = malloc((size_t)places * 4);
  v.know = malloc(n * 4);
  v.mood = malloc(n * 8);
  v.affection = malloc(n * n * 8);
  for (int u = 0; u < universes && !failed; u++, out += 8) {
    int64_t counts[ACTIONS] = {0};
    memcpy(v.place, place, n * 4);
    memcpy(v.know, know, n * 4);
    memcpy(v.mood, mood, n * 8);
    memset(v.affection, 0, n * n * 8);
    memset(v.number, 0, (size_t)places * 4);
    for (int a = 0; a < people && !failed; a++) {
      failed = v.number[place[a]] >= MOST;
      if (!failed) v.there[(size_t)place[a] * MOST + v.number[place[a]]++] = a;
    }
    failed = failed || run(&v, seeds[u], turns, counts);
    double affection = 0.0, moods = 0.0, known = 0.0;
    for (size_t i = 0; i < n * n; i++) affection += v.affection[i];
    for (size_t a = 0; a < n; a++) {
      moods += v.mood[a];
      known += __builtin_popcount(v.know[a]);
    }
    out[0] = counts[MOVE];
    for (int k = 0; k < TARGETED; k++) out[k + 1] = counts[k];
    out[5] = affection / ((double)n * (n - 1));
    out[6] = moods / n;
    out[7] = known / (8.0 * n);
  }
  free(v.order), free(v.place), free(v.there), free(v.number), free(v.know), free(v.mood), free(v.affection);
  return failed;
}
