/** An arc of a network. Costs are whole and not negative; capacities are whole. */
export type Arc = { readonly from: number; readonly to: number; readonly capacity: number; readonly cost: number }

export type Flow = {
  /** Units from source to sink: as many as the network carries. */
  readonly units: number
  /** Units on each arc, in the order of the arcs. */
  readonly onArc: readonly number[]
  /** Which nodes can still be reached from a node in the residual network: after a largest flow, what stands in the way. */
  readonly reachableFrom: (node: number) => ReadonlySet<number>
}

/**
 * The cheapest of the largest flows, by successive shortest paths (Bellman-Ford with a queue, since residual arcs cost
 * less than nothing). Equal networks, arcs in equal order, give equal flows. Source: Ahuja, Magnanti, Orlin, Network
 * Flows, 9.7.
 */
export function minimumCostFlow(nodeCount: number, arcs: readonly Arc[], source: number, sink: number): Flow {
  // Arc i of the caller is 2i here, its way back 2i + 1.
  const to = new Int32Array(arcs.length * 2)
  const left = new Int32Array(arcs.length * 2)
  const cost = new Float64Array(arcs.length * 2)
  const leaving: number[][] = Array.from({ length: nodeCount }, () => [])
  arcs.forEach((arc, place) => {
    to[2 * place] = arc.to
    to[2 * place + 1] = arc.from
    left[2 * place] = arc.capacity
    cost[2 * place] = arc.cost
    cost[2 * place + 1] = -arc.cost
    leaving[arc.from]?.push(2 * place)
    leaving[arc.to]?.push(2 * place + 1)
  })
  const at = (list: Int32Array | Float64Array | Uint8Array, place: number) => list[place] ?? 0

  let units = 0
  for (let path = cheapestPath(); path !== null; path = cheapestPath()) {
    for (const arc of path) {
      left[arc] = at(left, arc) - 1
      left[arc ^ 1] = at(left, arc ^ 1) + 1
    }
    units += 1
  }
  return { units, onArc: arcs.map((_, place) => at(left, 2 * place + 1)), reachableFrom }

  function cheapestPath(): number[] | null {
    const distance = new Float64Array(nodeCount).fill(Number.POSITIVE_INFINITY)
    const arrivedBy = new Int32Array(nodeCount).fill(-1)
    const waiting = new Uint8Array(nodeCount)
    const queue = [source]
    distance[source] = 0
    for (let head = 0; head < queue.length; head += 1) {
      const node = queue[head] ?? source
      waiting[node] = 0
      for (const arc of leaving[node] ?? []) {
        const next = at(to, arc)
        const reached = at(distance, node) + at(cost, arc)
        if (at(left, arc) === 0 || reached >= at(distance, next)) continue
        distance[next] = reached
        arrivedBy[next] = arc
        if (at(waiting, next) === 1) continue
        waiting[next] = 1
        queue.push(next)
      }
    }
    if (at(arrivedBy, sink) === -1) return null
    const path: number[] = []
    for (let node = sink; node !== source; node = at(to, at(arrivedBy, node) ^ 1)) path.push(at(arrivedBy, node))
    return path
  }

  function reachableFrom(start: number): ReadonlySet<number> {
    const reached = new Set([start])
    for (const node of reached) {
      for (const arc of leaving[node] ?? []) if (at(left, arc) > 0) reached.add(at(to, arc))
    }
    return reached
  }
}
