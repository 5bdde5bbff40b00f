export { policyDocument, type Statement } from '../contracts/iam/policy';
