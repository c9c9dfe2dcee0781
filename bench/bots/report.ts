/**
 * What a bot under test tells the bench: that it listens, and, whenever asked, the CPU time that
 * its process has used so far. Ends the process when the bench is gone.
 */
export function reportToBench(): void {
  process.on('message', () => {
    const { user, system } = process.cpuUsage();
    process.send?.({ cpuMs: (user + system) / 1000 });
  });
  process.on('disconnect', () => process.exit(0));
  process.send?.({ ready: true });
}
