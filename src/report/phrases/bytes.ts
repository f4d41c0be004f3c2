const units = ['bytes', 'kB', 'MB', 'GB', 'TB', 'PB'];

/** `33.7 MB`, by powers of 1000. */
export const bytesText = (bytes: number): string => {
  const step = bytes < 1000 ? 0 : Math.min(units.length - 1, Math.floor(Math.log10(bytes) / 3));
  return `${step === 0 ? bytes : (bytes / 1000 ** step).toFixed(1)} ${units[step]}`;
};
