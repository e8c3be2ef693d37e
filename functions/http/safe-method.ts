const SAFE_METHODS = ['GET', 'HEAD', 'OPTIONS'];

/** Whether a request changes nothing, so that it may come from any page (RFC 9110, section 9.2.1). */
export const isSafe = ({ method }: { method: string }): boolean => SAFE_METHODS.includes(method);
