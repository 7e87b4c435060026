/** The class-validator decorators that only text can pass, by the names class-validator keeps them under. */
export const textValidators: readonly string[] = `
  isString contains notContains matches minLength maxLength isLength isByteLength isLowercase isUppercase
  isAlpha isAlphanumeric isAscii isMultibyte isFullWidth isHalfWidth isVariableWidth isSurrogatePair
  isNumberString isBooleanString isDecimal isHexadecimal isOctal isBase32 isBase58 isBase64 isHash
  isDateString isIso8601 isRFC3339 isMilitaryTime isTimeZone isLocale
  isEmail isUrl isFqdn isIp isPort isMacAddress isMagnetURI isDataURI isMimeType isJson isJwt isSemVer isUuid isMongoId
  isHexColor isRgbColor isHSL isMobilePhone isPhoneNumber isPostalCode isPassportNumber isIdentityCard isTaxId
  isISO31661Alpha2 isISO31661Alpha3 isISO31661Numeric isISO4217CurrencyCode isISO6391 isCurrency
  isIBAN isBIC isCreditCard isEAN isIsbn isIsin isISRC isISSN isBtcAddress isEthereumAddress IsFirebasePushId
  isStrongPassword
`
  .trim()
  .split(/\s+/);
